using Lumos.Dsl.Regex;

namespace Lumos.Dsl.Sql.Postgres;

/// <summary>
/// regex_extract without captures. A capture costs the server several times what a mere test costs, and an accepted pattern has one reading; so where a group's place
/// is known, by its distance from an end or by a separator, it is cut out by that place.
/// </summary>
internal static class PostgresPatterns
{
    /// <summary>The group by its place; null for patterns where only a capture finds it.</summary>
    public static SqlFragment? Cheap(SqlBinding x, LrxPattern pattern, int number)
    {
        var (root, start, end) = (pattern.Syntax.Root, pattern.Syntax.AnchoredStart, pattern.Syntax.AnchoredEnd);
        var items = root is LrxSequence sequence ? sequence.Items : [root];
        if (Piece(x, items, number, start, end) is { } piece) return piece;

        var at = Enumerable.Range(0, items.Count).Where(i => items[i] is LrxGroup group && group.Number == number).Select(i => (int?)i).FirstOrDefault();
        if (at is not { } index || Width([items[index]]) is not { } width || !(start || end)) return null;
        var matches = SqlFragment.Of($"{x} ~ {SqlFragment.Text(ArePrinter.Print(pattern, capture: 0))}");
        if (start && Width(items.Take(index)) is { } before) return SqlFragment.Of($"CASE WHEN {matches} THEN substr({x}, {before + 1}, {width}) END");
        return end && Width(items.Skip(index)) is { } after ? SqlFragment.Of($"CASE WHEN {matches} THEN left(right({x}, {after}), {width}) END") : null;
    }

    // '@([^@]+)$', what follows the last separator, and '^([^@]+)@', what stands before the first one.
    private static SqlFragment? Piece(SqlBinding x, IReadOnlyList<LrxNode> items, int number, bool start, bool end)
    {
        if (items.Count != 2 || start == end) return null;
        var (mark, piece) = start ? (items[1], items[0]) : (items[0], items[1]);
        if (mark is not LrxSet { Members: { Single: var separator and >= 0 } one }) return null;
        if (piece is not LrxGroup { Item: LrxRepeat { Max: null, Min: 0 or 1, Item: LrxSet { Members: var others } } repeat } group || group.Number != number || !others.Equals(one.Complement())) return null;
        var text = SqlFragment.Text(char.ConvertFromUtf32(separator));
        var edge = repeat.Min == 0 ? SqlFragment.Of($"") : start ? SqlFragment.Of($" AND left({x}, 1) <> {text}") : SqlFragment.Of($" AND right({x}, 1) <> {text}");
        return SqlFragment.Of($"CASE WHEN strpos({x}, {text}) > 0{edge} THEN split_part({x}, {text}, {(start ? 1 : -1)}) END");
    }

    // How many characters the nodes always take, if always the same number.
    private static int? Width(IEnumerable<LrxNode> nodes) => nodes.Aggregate((int?)0, (sum, node) => sum + Width(node));

    private static int? Width(LrxNode node) => node switch
    {
        LrxSet => 1,
        LrxGroup group => Width(group.Item),
        LrxSequence sequence => Width(sequence.Items),
        LrxRepeat repeat when repeat.Min == repeat.Max => Width(repeat.Item) * repeat.Min,
        LrxAlternation alternation when alternation.Branches.Select(Width).Distinct().Count() == 1 => Width(alternation.Branches[0]),
        _ => null,
    };
}
