using Lumos.Core.Policy.Masking;

namespace Lumos.Core.Tests.Policy.Masking;

public sealed class MaskedConversationTests
{
    private readonly MaskedConversation _conversation = new();

    [Fact]
    public void Mask_TextWithPersonalData_KeepsItsMeaning()
    {
        Assert.Equal("Dear <PERSON_1>, we wrote to <EMAIL_1>.", _conversation.Mask("Dear Emily Hartley, we wrote to emily@example.com."));
    }

    [Fact]
    public void Mask_SameValueInAnotherText_HasTheSamePlaceholder()
    {
        _conversation.Mask("write to ann@example.com");

        Assert.Equal("<EMAIL_2> and <EMAIL_1>", _conversation.Mask("bob@example.com and ann@example.com"));
        Assert.Equal(2, _conversation.Count);
    }

    [Fact]
    public void Unmask_AnswerOfAModel_HoldsTheValuesAgain()
    {
        _conversation.Mask("write to ann@example.com");

        Assert.Equal("I wrote to ann@example.com, not to <EMAIL_7> or <b>.", _conversation.Unmask("I wrote to <EMAIL_1>, not to <EMAIL_7> or <b>."));
    }

    [Fact]
    public void Mask_TextThatHoldsAPlaceholder_GivesAnother()
    {
        Assert.Equal("<EMAIL_1> is not <EMAIL_2>", _conversation.Mask("<EMAIL_1> is not ann@example.com"));
        Assert.Equal("<EMAIL_1> and ann@example.com", _conversation.Unmask("<EMAIL_1> and <EMAIL_2>"));
    }

    [Theory]
    [InlineData("nothing to hide")]
    [InlineData("a < b > c <<x> and <")]
    public void MaskThenUnmask_AnyText_IsTheText(string text)
    {
        var masked = _conversation.Mask(text + " mail ann@example.com");

        Assert.Equal(text + " mail ann@example.com", _conversation.Unmask(masked));
    }
}
