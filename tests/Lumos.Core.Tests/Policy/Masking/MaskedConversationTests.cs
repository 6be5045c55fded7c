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

    [Fact]
    public void Mask_LaterTextThatHoldsAPlaceholder_DoesNotReceiveThePerson()
    {
        _conversation.Mask("write to ann@example.com");
        var masked = _conversation.Mask("the form says <EMAIL_1>");

        Assert.Equal("the form says <LITERAL_1>", masked);
        Assert.Equal("the form says <EMAIL_1>", _conversation.Unmask(masked));
    }

    [Theory]
    [InlineData("ask <email_1>", "ask ann@example.com")]
    [InlineData("ask &lt;EMAIL_1&gt; or &lt;b_1&gt;", "ask ann@example.com or &lt;b_1&gt;")]
    [InlineData("""{"to":"\u003CEMAIL_1\u003E"}""", """{"to":"ann@example.com"}""")]
    public void Unmask_PlaceholderWrittenAnotherWay_IsOpened(string answer, string expected)
    {
        _conversation.Mask("write to ann@example.com");

        Assert.Equal(expected, _conversation.Unmask(answer));
    }

    [Fact]
    public void Unmask_AnswerThatIsJson_StaysJson()
    {
        var masked = _conversation.Mask("connect with password='a\"b\\c9!xQ' today");
        var placeholder = masked[masked.IndexOf('<', StringComparison.Ordinal)..(masked.IndexOf('>', StringComparison.Ordinal) + 1)];

        using var opened = System.Text.Json.JsonDocument.Parse(_conversation.Unmask($"{{\"secret\": \"{placeholder}\"}}"));

        Assert.Contains('"', opened.RootElement.GetProperty("secret").GetString()!);
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
