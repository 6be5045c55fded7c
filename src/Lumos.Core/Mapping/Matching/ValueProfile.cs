using System.Globalization;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Mapping.Matching;

/// <summary>What the values of one column look like. Immutable; holds keys of values in memory only.</summary>
internal sealed class ValueProfile
{
    private const int MostKeys = 300;
    private const int ShortList = 8;

    private ValueProfile()
    {
    }

    /// <summary>A column without values.</summary>
    public static ValueProfile Empty { get; } = new();

    /// <summary>Folded values with their share, most frequent first.</summary>
    public IReadOnlyList<(string Key, string Value, double Share)> Keys { get; private init; } = [];

    /// <summary>Whether the column repeats a few values.</summary>
    public bool IsShortList { get; private init; }

    /// <summary>Shapes and letters; null without values.</summary>
    public TextVector? Vector { get; private init; }

    /// <summary>The tenth, fifth and ninth tenths of the numbers; null when the values are no numbers.</summary>
    public (double Low, double Middle, double High)? Numbers { get; private init; }

    /// <summary>Mean length of a value.</summary>
    public double Length { get; private init; }

    /// <summary>Letters and digits nearly every value has; 0 where they differ.</summary>
    public int SameLength { get; private init; }

    /// <summary>Profiles values without NULLs.</summary>
    public static ValueProfile Of(IReadOnlyCollection<string> values)
    {
        if (values.Count == 0) return Empty;
        Dictionary<string, (string Value, int Count)> counts = new(StringComparer.Ordinal);
        List<double> numbers = [];
        foreach (var value in values)
        {
            var key = ValueKeys.Of(value);
            if (key.Length == 0) continue;
            counts[key] = (value, counts.GetValueOrDefault(key).Count + 1);
            if (double.TryParse(value.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) numbers.Add(number);
        }

        numbers.Sort();
        var total = (double)Math.Max(1, counts.Values.Sum(static c => c.Count));
        return new ValueProfile
        {
            Keys = [.. counts.OrderByDescending(static c => c.Value.Count).ThenBy(static c => c.Key, StringComparer.Ordinal).Take(MostKeys).Select(c => (c.Key, c.Value.Value, c.Value.Count / total))],
            IsShortList = counts.Count <= ShortList,
            Vector = TextVector.Of(values.Take(100)),
            Numbers = numbers.Count * 10 >= values.Count * 9 ? (At(0.1), At(0.5), At(0.9)) : null,
            Length = values.Average(static v => v.Length),
            SameLength = counts.GroupBy(static c => c.Key.Length, static c => c.Value.Count).Where(g => g.Sum() >= 0.9 * total).Select(static g => g.Key).FirstOrDefault(),
        };

        double At(double share) => numbers[(int)(share * (numbers.Count - 1))];
    }
}
