using Lumos.Core.Pii;
using Xunit;

namespace Lumos.Core.Tests.Pii;

public sealed class ContextWordsTests
{
    private const string Text =
        "Please call our accountNumber desk: phone no. 12 of the invoice\nor the PASSPORTNumber of Zoë's card, credit card number; the order 7 was sent to a bank account.\n\n" +
        "geboren am 3. in Köln, Führerschein Nr 9, numéro de compte 5, IBANCode x2 y. A B C D E F G H I J K L M N O P Q R S T U V W X Y Z pin 4 телефон 3 паспорт 8";

    [Theory]
    [InlineData("our accountNumber |12", "bank.account_number")]
    [InlineData("phone no. |12", "contact.phone")]
    [InlineData("the PASSPORTNumber |12", "id.passport")]
    [InlineData("credit card number: |12", "payment.card_number")]
    [InlineData("sent to a bank account id |12", "bank.account_number")]
    [InlineData("geboren am |3.", "person.birth_date")]
    [InlineData("Führerschein Nr |9", "id.driver_license")]
    [InlineData("numéro de compte |5", "bank.account_number")]
    [InlineData("телефон |3", "contact.phone")]
    // The word that is nearest counts, however much another topic was spoken of.
    [InlineData("passport and card and passport, then phone |3", "contact.phone")]
    // Words behind, of another line and far away are no neighbours.
    [InlineData("|12 passport", null)]
    [InlineData("passport\nof the |12", null)]
    [InlineData("passport of one two three four five six seven |12", null)]
    [InlineData("a walk in the park |12", null)]
    public void At_Place_SaysWhatTheNearestWordsSay(string marked, string? expected)
    {
        var at = marked.IndexOf('|', StringComparison.Ordinal);
        var text = marked.Remove(at, 1);
        var nearest = new ContextWords(text, stackalloc ContextWord[ContextWords.Kept]).At(at, at).Nearest;

        if (expected is null) Assert.True(nearest == 0);
        else Assert.True((nearest & Topics.Of(expected)) != 0);
    }

    [Fact]
    public void At_MovingThroughAText_SaysWhatReadingEachPlaceAloneSays()
    {
        var words = new ContextWords(Text, stackalloc ContextWord[ContextWords.Kept]);
        for (var at = 0; at <= Text.Length; at++)
        {
            var moving = words.At(at, at);
            var alone = ContextWords.Of(Text, at, at);
            Assert.True(Read(moving) == Read(alone), $"different at {at}");
        }
    }

    [Fact]
    public void At_JumpingBackAndForth_SaysWhatReadingEachPlaceAloneSays()
    {
        var words = new ContextWords(Text, stackalloc ContextWord[ContextWords.Kept]);
        var at = 0;
        for (var step = 0; step < 2000; step++)
        {
            at = (at + 37 + step * step) % (Text.Length + 1);
            var moving = words.At(at, at);
            var alone = ContextWords.Of(Text, at, at);
            Assert.True(Read(moving) == Read(alone), $"different at {at}, step {step}");
        }
    }

    private static (UInt128, UInt128, UInt128, UInt128) Read(scoped ContextView view) => (view.Nearest, view.Near, view.Before, view.After);
}
