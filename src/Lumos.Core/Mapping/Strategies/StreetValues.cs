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

    /// <summary>Whether nearly all are what stands behind a house number: a letter, "1/2", "bis".</summary>
    public bool AreSuffixes { get; private init; }

    /// <summary>Whether nearly all say of which kind a unit is, such as "Apt".</summary>
    public bool AreUnitKinds { get; private init; }

    /// <summary>Whether they are any of it.</summary>
    public bool AreAny => AreDirections || AreTypes || AreAddresses || AreUnitKinds;

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
            Share(static v => char.IsAsciiDigit(v[0]) && v.Contains(' ') && !EndsInNumber(v)),
            Share(EndsInNumber))
        {
            AreSuffixes = enough && Share(static v => v.Length == 1 && char.IsLetter(v[0]) || SmallLists.Contains("housesuffix", v)) >= Nearly,
            AreUnitKinds = enough && Share(static v => SmallLists.Contains("unitkind", v.TrimEnd().TrimEnd('.'))) >= Nearly,
        };

        double Share(Func<string, bool> test) => (double)sample.Count(test) / sample.Count;
    }

    // "5th Street 12" begins with a number that is none of a house, and ends in one.
    private static bool EndsInNumber(string value)
    {
        var blank = value.IndexOf(' ', StringComparison.Ordinal);
        return blank > 0 && char.IsAsciiDigit(WithoutLetter(value)[^1]) && (char.IsLetter(value[0]) || blank >= 3 && char.IsAsciiLetter(value[blank - 1]) && char.IsAsciiLetter(value[blank - 2]));
    }

    // "12a" and "12 a" are numbers of houses too.
    private static ReadOnlySpan<char> WithoutLetter(string text)
    {
        if (text.Length < 3 || !char.IsAsciiLetter(text[^1]) || char.IsAsciiLetter(text[^2])) return text;
        return text.AsSpan(0, text.Length - 1).TrimEnd(' ');
    }
}
