using Lumos.Core.Pii;
using Xunit;

namespace Lumos.Core.Tests.Pii;

public sealed class ContextWordsTests
{
    private const string Text =
        "Please call our accountNumber desk: phone no. 12 of the invoice\nor the PASSPORTNumber of Zoë's card, credit card number; the order 7 was sent to a bank account.\n\n" +
        "geboren am 3. in Köln, Führerschein Nr 9, numéro de compte 5, IBANCode x2 y. A B C D E F G H I J K L M N O P Q R S T U V W X Y Z pin 4 телефон 3 паспорт 8";

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
