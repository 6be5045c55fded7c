using Lumos.Abstractions;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Mapping.Strategies;

/// <summary>What of addresses the values of a source column are.</summary>
/// <param name="AreDirections">Nearly all say a direction, such as "NE".</param>
/// <param name="AreTypes">Nearly all say a kind of street, such as "Avenue".</param>
/// <param name="AreAddresses">Most are a street with its number.</param>
/// <param name="NumberFirst">Share that begins with a number.</param>
/// <param name="NumberLast">Share that ends with one.</param>
internal sealed record StreetValues(bool AreDirections, bool AreTypes, bool AreAddresses, double NumberFirst, double NumberLast)
{
    private const double Nearly = 0.9, Most = 0.8;
    private const int Enough = 3;

    private static readonly StreetValues None = new(false, false, false, 0, 0);

    /// <summary>Whether they are any of it.</summary>
    public bool AreAny => AreDirections || AreTypes || AreAddresses;

    /// <summary>Share that is a street with its number before or behind it.</summary>
    public double Numbered => Math.Max(NumberFirst, NumberLast);

    /// <summary>Looks at the sample of a column.</summary>
    public static StreetValues Of(ColumnType type, IReadOnlyList<string> sample)
    {
        if (type.Kind != ColumnKind.Text || sample.Count == 0) return None;
        var enough = sample.Count >= Enough;
        return new StreetValues(
            enough && Share(static v => SmallLists.Contains("direction", v.TrimEnd().TrimEnd('.'))) >= Nearly,
            enough && Share(static v => AddressShapes.IsStreetWord(TextFolding.Fold(v).TrimEnd('.'))) >= Nearly,
            Share(static v => AddressShapes.IsStreetAddress(v)) >= Most,
            Share(static v => char.IsAsciiDigit(v[0]) && v.Contains(' ')),
            Share(static v => char.IsLetter(v[0]) && char.IsAsciiDigit(WithoutLetter(v)[^1]) && v.Contains(' ')));

        double Share(Func<string, bool> test) => (double)sample.Count(test) / sample.Count;
    }

    // "12a" and "12 a" are numbers of houses too.
    private static ReadOnlySpan<char> WithoutLetter(string text)
    {
        if (text.Length < 3 || !char.IsAsciiLetter(text[^1]) || char.IsAsciiLetter(text[^2])) return text;
        return text.AsSpan(0, text.Length - 1).TrimEnd(' ');
    }
}
