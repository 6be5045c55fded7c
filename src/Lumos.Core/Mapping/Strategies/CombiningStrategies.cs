using Lumos.Abstractions;
using Lumos.Core.Vocabulary;
using Lumos.Dsl.Fluent;
using Lumos.Dsl.Model;

namespace Lumos.Core.Mapping.Strategies;

/// <summary>Proposals that read several source columns, or a part of one.</summary>
internal static class CombiningStrategies
{
    private const double WholeScore = 0.95;
    private const double NameScore = 0.9;
    private const double CutScore = 0.7;
    private const double OthersScore = 0.55;
    private static readonly int MiddleName = ColumnTerms.Default.IdOf("middle name");
    private const string OtherPlace = "The target may ask for another place. Confirm it.";
    private const string OtherPerson = "The target may ask for somebody else. Confirm it.";

    /// <summary>All proposals for a target column.</summary>
    public static IEnumerable<Candidate> Find(TargetColumnProfile target, IReadOnlyList<SourceColumn> sources)
    {
        if (target.Column.Type.Kind == ColumnKind.Text)
        {
            if (FullName(target, sources) is { } name) yield return name;
            if (FullAddress(target, sources) is { } address) yield return address;
            if (NamePart(target, sources) is { } part) yield return part;
            if (AddressParts.Find(target, sources) is { } piece) yield return piece;
            if (Numbered(target, sources) is { } numbered) yield return numbered;
        }

        foreach (var candidate in PartStrategies.Find(target, sources).Concat(WholeStrategies.Find(target, sources))) yield return candidate;
        if (target.Column.Type.Kind is ColumnKind.Decimal or ColumnKind.Int64 && (Product(target, sources) ?? Totals.Find(target, sources)) is { } product) yield return product;
        if (target.Column.Default is { } value && Default(target, value) is { } constant) yield return constant;
    }

    private static Candidate? FullName(TargetColumnProfile target, IReadOnlyList<SourceColumn> sources)
    {
        if (Names(target, sources) is not var (first, last)) return null;
        var middle = sources.FirstOrDefault(static s => s.Is("person.middle_initial") || s.Says("middle", "name"));
        SourceColumn[] parts = middle is null ? [first, last] : [first, middle, last];
        var pipe = Pipe.Concat(NullRule.Skip, " ", [.. parts.Select(static p => Pipe.From(p.Text))]).CollapseWhitespace().MapDict([new("", null)], MissingRule.Keep);
        var strict = target.Required && middle is null;
        if (strict) pipe = Pipe.Concat(NullRule.Propagate, " ", Pipe.From(first.Text), Pipe.From(last.Text));
        var score = PersonRoles.Agree(target, first, last) ? NameScore : OthersScore;
        return new Candidate(target, parts, pipe.Expression, "compose", score, [$"A whole name is '{first.Name}' and '{last.Name}' together.", .. score < NameScore ? [OtherPerson] : Array.Empty<string>()], false);
    }

    // A lead's source and an account's name may be called like somebody, but mean something else first.
    private static bool IsWholeName(TargetColumnProfile target)
    {
        const double AsGoodAsFirst = 0.9;
        var name = Math.Max(target.Means("person.full_name"), target.Means("person.name"));
        return name >= 0.5 && (target.Means("person.full_name") >= 0.5 || name >= 0.6) && name >= AsGoodAsFirst * target.Meanings[0].Score;
    }

    // First and last name of whom the target asks for: "donor name" is of "donor first" and "donor last".
    private static (SourceColumn First, SourceColumn Last)? Names(TargetColumnProfile target, IReadOnlyList<SourceColumn> sources)
    {
        if (target.Words.Words is [.., var of, "name"] && Pair(s => s.Says(of, "first"), s => s.Says(of, "last")) is { } own) return own;
        if (IsOfAThing(target) || !IsWholeName(target) && !Says(target, "full", "name") && !PersonRoles.AskForName(target)) return null;
        IReadOnlyList<SourceColumn> theirs = [.. sources.Where(s => PersonRoles.Agree(target, s))];
        return Both(theirs) ?? Both(sources);

        static (SourceColumn, SourceColumn)? Both(IReadOnlyList<SourceColumn> columns) =>
            First(columns, "person.first_name", "first", "name") is { } first && First(columns, "person.last_name", "last", "name") is { } last && first != last ? (first, last) : null;

        (SourceColumn, SourceColumn)? Pair(Func<SourceColumn, bool> isFirst, Func<SourceColumn, bool> isLast) =>
            sources.FirstOrDefault(s => s.Type.Kind == ColumnKind.Text && isFirst(s)) is { } a && sources.FirstOrDefault(s => s.Type.Kind == ColumnKind.Text && isLast(s)) is { } b && a != b ? (a, b) : null;
    }

    // "lead source" is no lead, and the "opportunity name" of a table of opportunities names none of the persons there.
    private static bool IsOfAThing(TargetColumnProfile target) => target.Words.Words switch
    {
        [_, .., "source" or "type" or "status" or "stage" or "code" or "id" or "number" or "key" or "date" or "count"] => true,
        [.., var of, "name"] => HeaderWords.Parse(target.Table.Name).Words.Contains(of) && PersonRoles.Of([of]).Count == 0,
        _ => false,
    };

    // "apellido1" and "apellido2" where the target has one column for both.
    private static Candidate? Numbered(TargetColumnProfile target, IReadOnlyList<SourceColumn> sources)
    {
        if (NumberOf(target.Column.Name) is not null || target.Reading.Segments.Count != 1) return null;
        var parts = sources.Where(s => s.Type.Kind == ColumnKind.Text && NumberOf(s.Name) is { } n && SameButNumber(s, n.Stem)).OrderBy(static s => NumberOf(s.Name)!.Value.Number).ToList();
        if (parts.Count is < 2 or > 4 || parts.Select(static p => NumberOf(p.Name)!.Value.Stem).Distinct(StringComparer.Ordinal).Count() > 1 || !parts.Select(static p => NumberOf(p.Name)!.Value.Number).SequenceEqual(Enumerable.Range(1, parts.Count))) return null;
        var address = target.Reading.Words.Any(static w => w is "address" or "street");
        var pipe = Pipe.Concat(NullRule.Skip, address ? ", " : " ", [.. parts.Select(static p => Pipe.From(p.Text))]).MapDict([new("", null)], MissingRule.Keep);
        return new Candidate(target, parts, pipe.Expression, "compose", WholeScore, [$"It stands in {parts.Count} numbered columns."], false);

        bool SameButNumber(SourceColumn source, string stem)
        {
            var reading = Matching.NameReading.Of(stem);
            return reading.Segments is [var one] && target.Reading.Segments is [var other] && (one.Terms.Intersect(other.Terms).Any() || one.Words.SequenceEqual(other.Words)) && target.Table.Columns.All(c => NumberOf(c.Name) is not { } n || !n.Stem.Equals(target.Column.Name, StringComparison.OrdinalIgnoreCase));
        }
    }

    private static (string Stem, int Number)? NumberOf(string name) =>
        name.Length > 2 && name[^1] is >= '1' and <= '4' && !char.IsAsciiDigit(name[^2]) && name[..^1].TrimEnd('_', ' ', '-') is { Length: > 1 } stem ? (stem, name[^1] - '0') : null;

    private static Candidate? FullAddress(TargetColumnProfile target, IReadOnlyList<SourceColumn> sources)
    {
        if (target.Means("geo.full_address") < 0.6 || target.Words.Words is [.., "code" or "zip" or "postal" or "postcode" or "city" or "town" or "country" or "state" or "region" or "line"] || target.Means("geo.street_address") > target.Means("geo.full_address") || sources.Any(static s => s.Is("geo.full_address"))) return null;
        SourceColumn?[] found =
        [
            sources.FirstOrDefault(static s => s.Is("geo.street_address", "geo.street_name")), sources.FirstOrDefault(static s => s.Is("geo.postal_code")) ?? sources.FirstOrDefault(static s => s.Words.Words is ["zip" or "postal" or "postcode", ..] and not [_, _, _, ..]),
            sources.FirstOrDefault(static s => s.Is("geo.city", "geo.locality")), sources.FirstOrDefault(static s => s.Is("geo.region", "geo.region_code")), sources.FirstOrDefault(static s => s.Is("geo.country", "geo.country_code")),
        ];
        // A street with nothing but a region is no whole address: the region is most likely somebody else's, such as the one a plate is of.
        if (found[1] is null && found[2] is null) return null;

        // Where regions are written, the code stands behind them.
        if (found[3] is not null) found = [found[0], found[2], found[3], found[1], found[4]];
        var parts = found.OfType<SourceColumn>().ToArray();
        if (found[0] is null || parts.Length < 2) return null;
        var pipe = Pipe.Concat(NullRule.Skip, ", ", [.. parts.Select(static p => Pipe.From(p.Text))]).MapDict([new("", null)], MissingRule.Keep);
        var elsewhere = OtherPlaces.Differ(string.Join(' ', parts.Select(static p => p.Name)), target.Column.Name);
        return new Candidate(target, parts, pipe.Expression, "compose", elsewhere ? OthersScore : IsOnlyPlace(target) ? WholeScore : 0.75, ["A whole address is street, postal code and place together.", .. elsewhere ? [OtherPlace] : Array.Empty<string>()], false);
    }

    // What the target keeps nowhere else belongs into its address.
    private static bool IsOnlyPlace(TargetColumnProfile target) =>
        target.Table.Columns.All(c => c.Name == target.Column.Name || !HeaderWords.Parse(c.Name).Words.Any(static w => w is "city" or "town" or "place" or "postal" or "zip" or "postcode" or "locality"));

    // A header that says both names is no name of either.
    private static (SourceColumn Whole, bool SaysBoth)? WholeName(TargetColumnProfile target, IReadOnlyList<SourceColumn> sources)
    {
        if (sources.FirstOrDefault(static s => s.Type.Kind == ColumnKind.Text && s.Says("first") && s.Says("last")) is { } both) return (both, true);
        var wholes = sources.Where(static s => s.Is("person.full_name")).ToList();
        return (wholes.Find(s => PersonRoles.Agree(target, s)) ?? wholes.FirstOrDefault()) is { } whole ? (whole, false) : null;
    }

    private static Candidate? NamePart(TargetColumnProfile target, IReadOnlyList<SourceColumn> sources)
    {
        var first = target.Means("person.first_name") >= 0.6;
        // What stands between the first and the last blank of a name may be a second given name or the first of two family names.
        if (!first && target.Means("person.last_name") < 0.6 || target.Words.Words.Contains("middle") || target.Reading.Says(MiddleName)) return null;
        if (WholeName(target, sources) is not var (whole, saysBoth)) return null;
        var comma = whole.Sample.Count > 0 && whole.Sample.Count(static v => v.Contains(',')) * 2 > whole.Sample.Count;
        var text = Pipe.From(whole.Text).CollapseWhitespace();
        var pipe = comma
            ? text.SplitAt(",", first ? 2 : 1).Trim()
            : first ? text.RegexExtract("^[^ ]+") : text.RegexExtract("^[^ ]+ ([^ ].*)$", 1);
        return new Candidate(target, [whole], pipe.Expression, "decompose", !PersonRoles.Agree(target, whole) ? OthersScore : saysBoth ? PartStrategies.Shown : CutScore, [comma ? $"'{whole.Name}' is written last name, first name." : $"'{whole.Name}' is cut at the first blank.", .. PersonRoles.Agree(target, whole) ? Array.Empty<string>() : [OtherPerson]], false);
    }

    private static Candidate? Product(TargetColumnProfile target, IReadOnlyList<SourceColumn> sources)
    {
        var words = target.Words.Words;
        if (!words.Contains("total") && !words.Contains("amount") && !words.Contains("subtotal") && !words.Contains("extended")) return null;
        if (words.Contains("tax") || words.Contains("discount") || words.Contains("order") && !words.Contains("line")) return null;
        var quantity = sources.FirstOrDefault(static s => s.Says("quantity") || s.Is("measure.count") && s.Says("count"));
        var price = sources.FirstOrDefault(static s => s.Says("unit", "price")) ?? sources.FirstOrDefault(static s => s.Says("price"));
        if (quantity is null || price is null || NumberConversions.AsNumber(quantity) is not { } q || NumberConversions.AsNumber(price) is not { } p) return null;
        var pipe = q.SafeMath(MathFunction.Mul, p, target.Column.Type, wide: WideDecimals.Any(target.Column.Type));
        return new Candidate(target, [quantity, price], pipe.Expression, "derive", 0.8, [$"A line's total is '{quantity.Name}' times '{price.Name}'."], false);
    }

    private static Candidate? Default(TargetColumnProfile target, string value)
    {
        var pipe = Pipe.Text(value);
        if (target.Column.Type.Kind == ColumnKind.Timestamp) pipe = pipe.DateParse("YYYY-MM-DD HH:mm:ss", DateTarget.Timestamp);
        else if (target.Column.Type.Kind != ColumnKind.Text) pipe = pipe.TypeCast(target.Column.Type, wide: WideDecimals.Any(target.Column.Type));
        return new Candidate(target, [], pipe.Expression, "constant", 0.45, ["No source column feeds it; the target declares a default."], false);
    }

    private static SourceColumn? First(IReadOnlyList<SourceColumn> sources, string label, params string[] words) =>
        sources.FirstOrDefault(s => s.Is(label)) ?? sources.FirstOrDefault(s => s.Says(words));

    private static bool Says(TargetColumnProfile target, params string[] words) => words.All(target.Words.Words.Contains);
}
