using System.Globalization;
using System.Text;
using Lumos.Abstractions;
using Lumos.Core.Policy.Masking;
using Lumos.Core.Supervision;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Tests.Policy.Masking;

public sealed class KeyedMaskTests
{
    private readonly KeyedMask _mask = new(Encoding.UTF8.GetBytes("a key for tests only"));
    private readonly KeyedMask _other = new(Encoding.UTF8.GetBytes("another key for tests"));

    [Fact]
    public void Write_Token_IsTheSameForTheSameValueAndKeyOnly()
    {
        var token = _mask.Write(MaskMethod.Token, "contact.email", "ann@example.com");

        Assert.Equal(token, _mask.Write(MaskMethod.Token, "contact.email", "ann@example.com"));
        Assert.NotEqual(token, _mask.Write(MaskMethod.Token, "contact.email", "bob@example.com"));
        Assert.NotEqual(token, _mask.Write(MaskMethod.Token, "account.username", "ann@example.com"));
        Assert.NotEqual(token, _other.Write(MaskMethod.Token, "contact.email", "ann@example.com"));
        Assert.Equal(16, token.Length);
    }

    [Fact]
    public void Write_FormatPreserving_KeepsLayoutAndCheckDigit()
    {
        var card = _mask.Write(MaskMethod.FormatPreserving, "payment.card_number", "4111 1111-1111 1111");

        Assert.Matches("^[0-9]{4} [0-9]{4}-[0-9]{4} [0-9]{4}$", card);
        Assert.NotEqual("4111 1111-1111 1111", card);
        Assert.True(Checksums.Luhn(card.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal)));
        Assert.Matches("^[A-Z][a-z]{3}-[0-9]{2}$", _mask.Write(MaskMethod.FormatPreserving, "id.code", "Abcd-12"));
    }

    [Fact]
    public void Write_ShiftDate_KeepsFormAndDistances()
    {
        static DateTime Read(string text) => DateTime.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var first = _mask.Write(MaskMethod.ShiftDate, "person.birth_date", "1985-03-12");
        var second = _mask.Write(MaskMethod.ShiftDate, "person.birth_date", "1985-03-20");

        Assert.NotEqual("1985-03-12", first);
        Assert.Equal(8, (Read(second) - Read(first)).Days);
        Assert.Equal("[person.birth_date]", _mask.Write(MaskMethod.ShiftDate, "person.birth_date", "no date"));
    }

    [Fact]
    public void Write_ShiftDateOfAColumnWithDaysFirst_KeepsDistances()
    {
        static DateTime Read(string text) => DateTime.ParseExact(text, "dd/MM/yyyy", CultureInfo.InvariantCulture);
        var first = _mask.Write(MaskMethod.ShiftDate, "person.birth_date", "03/04/2020", monthFirst: false);
        var second = _mask.Write(MaskMethod.ShiftDate, "person.birth_date", "25/04/2020", monthFirst: false);

        Assert.Equal(22, (Read(second) - Read(first)).Days);
    }

    [Theory]
    [InlineData("٠١٢٣٤٥٦٧٨٩")]
    [InlineData("०१२३४५६७८९")]
    [InlineData("李小明")]
    [InlineData("𠮷野家")]
    public void Write_FormatPreservingOfOtherScripts_LeavesNothing(string value)
    {
        var masked = _mask.Write(MaskMethod.FormatPreserving, "id.national", value);

        Assert.Equal(value.Length, masked.Length);
        Assert.NotEqual(value, masked);
        Assert.DoesNotContain(value.Where(char.IsLetter), masked.Contains);
    }

    [Theory]
    [InlineData("person.age", "37", "30-39")]
    [InlineData("person.birth_date", "12.03.1985", "1985")]
    [InlineData("geo.postal_code", "80331", "803**")]
    [InlineData("net.ip", "203.0.113.7", "203.0.113.0/24")]
    [InlineData("contact.email", "ann@example.com", "*@example.com")]
    [InlineData("person.full_name", "Anna Schmidt", "[person.full_name]")]
    public void Write_Generalize_IsCoarser(string label, string value, string expected)
    {
        Assert.Equal(expected, _mask.Write(MaskMethod.Generalize, label, value));
    }

    [Fact]
    public void Write_Redact_TellsTheKindOnly()
    {
        Assert.Equal("[contact.email]", _mask.Write(MaskMethod.Redact, "contact.email", "ann@example.com"));
    }

    [Fact]
    public void Write_KeyedMethodWithoutKey_Redacts()
    {
        Assert.Equal("[contact.email]", new KeyedMask([]).Write(MaskMethod.Token, "contact.email", "ann@example.com"));
        Assert.Throws<ArgumentException>(() => new KeyedMask([1, 2, 3]));
    }

    [Fact]
    public void Masker_MethodOfThePolicy_IsUsedForItsLabelOnly()
    {
        var masker = new PiiMasker(new Dictionary<string, string> { ["contact.email"] = "redact" });

        Assert.Equal("[contact.email]", masker.Mask(new ColumnMask("contact.email", PiiGrade.Direct, []), "ann@example.com"));
        Assert.Equal("A*** S***", masker.Mask(new ColumnMask("person.full_name", PiiGrade.Direct, []), "Anna Schmidt"));
        Assert.Equal("POLICY_MANIFEST_INVALID", Assert.Throws<LumosException>(() => new PiiMasker(new Dictionary<string, string> { ["contact.email"] = "rot13" })).Reason);
    }
}
