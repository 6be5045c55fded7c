namespace Lumos.Core.Domains;

/// <summary>Where a column stands in its table and what stands around it, as numbers between 0 and 1: a key comes first, measurements stand among their like, a house number behind a street.</summary>
internal static class Surroundings
{
    private const double Seen = 0.5;
    private const double Near = 0.7;
    private const double ManyColumns = 20;

    /// <summary>Kinds of neighbours by the labels they start with.</summary>
    private static readonly (string Name, string[] Labels)[] Kinds =
    [
        ("key", ["id.", "code"]), ("person", ["person.", "contact."]), ("place", ["geo."]), ("time", ["time."]), ("money", ["money."]), ("measure", ["measure."]), ("group", ["category", "flag."]), ("text", ["text.", "org."]),
    ];

    /// <summary>Names of the terms in the order of <see cref="Of"/>.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "first_column", "second_column", "last_column", "wide_table", "narrow_table", "numeric_table", "fraction_table", "like_before", "like_after", "key_in_front",
        .. Kinds.Select(static k => "behind_" + k.Name), .. Kinds.Select(static k => "before_" + k.Name), .. Kinds.Select(static k => "with_" + k.Name),
    ];

    /// <summary>Writes the terms of every column into its evidence.</summary>
    /// <param name="columns">Columns of a table in order.</param>
    /// <param name="ranked">Their domains by score.</param>
    public static void Write(IReadOnlyList<ColumnEvidence> columns, IReadOnlyList<IReadOnlyList<DomainScore>> ranked)
    {
        var kinds = ranked.Select(KindOf).ToArray();
        for (var i = 0; i < columns.Count; i++) columns[i].Around = Of(columns, kinds, i);
    }

    private static double[] Of(IReadOnlyList<ColumnEvidence> columns, int[] kinds, int at)
    {
        var terms = new double[Names.Count];
        var others = columns.Count - 1;
        terms[0] = Is(at == 0 && others > 0);
        terms[1] = Is(at == 1);
        terms[2] = Is(at == others && others > 1);
        terms[3] = Math.Min(1, columns.Count / ManyColumns);
        terms[4] = Is(columns.Count <= 3);
        for (var i = 0; i < columns.Count; i++)
        {
            if (i == at) continue;
            var s = columns[i].Sketch;
            if (s.Numeric > 0.9) terms[5] += 1.0 / others;
            if (s.Numeric > 0.9 && !s.Whole) terms[6] += 1.0 / others;
            if (i < at && s.Unique && s.Rising && s.Whole && s.Numeric > 0.9) terms[9] = 1;
            if (kinds[i] < 0) continue;
            if (i == at - 1) terms[10 + kinds[i]] = 1;
            if (i == at + 1) terms[10 + Kinds.Length + kinds[i]] = 1;
            terms[10 + 2 * Kinds.Length + kinds[i]] = 1;
        }

        terms[7] = Is(at > 0 && Alike(columns[at - 1].Sketch, columns[at].Sketch));
        terms[8] = Is(at < others && Alike(columns[at].Sketch, columns[at + 1].Sketch));
        return terms;
    }

    private static int KindOf(IReadOnlyList<DomainScore> ranked)
    {
        if (ranked.Count == 0 || ranked[0].Score < Seen) return -1;
        var label = ranked[0].Entry.Label;
        return Array.FindIndex(Kinds, k => Array.Exists(k.Labels, l => label.StartsWith(l, StringComparison.Ordinal)));
    }

    // Numbers of one size, spread and precision.
    private static bool Alike(ColumnSketch a, ColumnSketch b) =>
        a.Numeric > 0.9 && b.Numeric > 0.9 && a.Whole == b.Whole && Math.Abs(a.Decimals - b.Decimals) <= 1 && Distance(a.Median, b.Median) < Near && Distance(a.Most, b.Most) < Near;

    private static double Distance(double a, double b) => Math.Abs(Math.Log10(1 + Math.Abs(a)) - Math.Log10(1 + Math.Abs(b)));

    private static double Is(bool value) => value ? 1 : 0;
}
