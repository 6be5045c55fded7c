using Lumos.Core.Vocabulary;
using Lumos.Dsl.Fluent;
using Lumos.Dsl.Model;

namespace Lumos.Core.Mapping.Strategies;

/// <summary>Streets, house numbers and units put together from their parts, or cut out of a whole address.</summary>
internal static class AddressParts
{
    private const double Proven = 0.97;
    private const double Named = 0.8;
    private static readonly int Street = ColumnTerms.Default.IdOf("street"), Direction = ColumnTerms.Default.IdOf("street direction"), Type = ColumnTerms.Default.IdOf("street type");
    private static readonly int Number = ColumnTerms.Default.IdOf("house number"), Suffix = ColumnTerms.Default.IdOf("house number suffix");
    private static readonly int Unit = ColumnTerms.Default.IdOf("unit"), UnitKind = ColumnTerms.Default.IdOf("unit type"), Whole = ColumnTerms.Default.IdOf("full address");

    /// <summary>A proposal for a target column that is a street, a house number or a unit; null for none.</summary>
    public static Candidate? Find(TargetColumnProfile target, IReadOnlyList<SourceColumn> sources)
    {
        if (!sources.Any(static s => s.Reading.Says(Number) || s.Reading.Says(Direction) || s.Reading.Says(Type) || s.Reading.Says(Whole))) return null;
        if (target.Reading.IsOnly(Street)) return FromStreetParts(target, sources) ?? Cut(target, sources, street: true);
        if (target.Reading.IsOnly(Number)) return Pair(target, sources, Number, Suffix, "A house number and its suffix stand in two columns.") ?? Cut(target, sources, street: false);
        return target.Reading.IsOnly(Unit) ? Pair(target, sources, UnitKind, Unit, "Kind and number of the unit stand in two columns.") : null;
    }

    private static Candidate? FromStreetParts(TargetColumnProfile target, IReadOnlyList<SourceColumn> sources)
    {
        List<SourceColumn> kinds = [.. sources.Where(static s => s.Reading.Says(Type) && !s.Reading.Says(Number))], directions = [.. sources.Where(static s => s.Reading.Says(Direction))];
        if (kinds.Count + directions.Count == 0) return null;
        var names = sources.Where(s => s.Reading.Says(Street) && !s.Reading.Says(Number) && !kinds.Contains(s) && !directions.Contains(s)).ToList();
        if (names.Count == 0) return null;
        var name = names.MinBy(static s => s.Reading.Segments.Count)!;
        // A name that already ends in "street" is whole.
        if (name.Sample.Count > 0 && name.Sample.Count(EndsInStreetWord) * 2 > name.Sample.Count) return null;
        var before = directions.Where(static s => s.Name.Contains("pre", StringComparison.OrdinalIgnoreCase)).Concat(kinds.Where(k => Stands(k, name))).ToList();
        SourceColumn[] parts = [.. before, name, .. kinds.Except(before), .. directions.Except(before)];
        return Joined(target, parts, name.Sample.Count > 0 ? Proven : Named, "The street stands in several columns: direction, name and type.");
    }

    // "tipo via, nombre via": where the kind comes just before the name it is spoken before it.
    private static bool Stands(SourceColumn kind, SourceColumn name) => kind.Column.Ordinal == name.Column.Ordinal - 1 || kind.Name.Contains("pre", StringComparison.OrdinalIgnoreCase);

    private static bool EndsInStreetWord(string value)
    {
        var words = TextFolding.Fold(value).Split([' ', '.', ','], StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 1 && (AddressShapes.IsStreetWord(words[^1]) || AddressShapes.IsStreetWord(words[0]));
    }

    private static Candidate? Pair(TargetColumnProfile target, IReadOnlyList<SourceColumn> sources, int first, int second, string why)
    {
        var a = sources.FirstOrDefault(s => s.Reading.Says(first) && !s.Reading.Says(second));
        var b = sources.FirstOrDefault(s => s.Reading.Says(second) && !s.Reading.Says(first));
        return a is null || b is null ? null : Joined(target, [a, b], Proven, why);
    }

    private static Candidate? Joined(TargetColumnProfile target, SourceColumn[] parts, double score, string why)
    {
        if (parts.Length < 2) return null;
        var pipe = Pipe.Concat(NullRule.Skip, " ", [.. parts.Select(static p => Pipe.From(p.Text))]).CollapseWhitespace().MapDict([new("", null)], MissingRule.Keep);
        return new Candidate(target, parts, pipe.Expression, "compose", score, [why], false);
    }

    private static Candidate? Cut(TargetColumnProfile target, IReadOnlyList<SourceColumn> sources, bool street)
    {
        if (sources.Any(s => s.Reading.IsOnly(street ? Street : Number))) return null;
        var whole = sources.FirstOrDefault(static s => s.Reading.Says(Whole) && s.Sample.Count > 0) ?? sources.FirstOrDefault(static s => s.Reading.IsOnly(Street) && s.Sample.Count > 0);
        if (whole is null) return null;
        var first = Share(whole.Sample, static v => char.IsAsciiDigit(v[0]) && v.Contains(' '));
        var last = Share(whole.Sample, static v => char.IsAsciiDigit(v[^1]) && v.Contains(' '));
        if (Math.Max(first, last) < 0.7) return null;
        var text = Pipe.From(whole.Text);
        var pipe = (first >= last, street) switch
        {
            (true, true) => text.RegexExtract("^[0-9]+[A-Za-z]? +(.*)$", 1),
            (true, false) => text.RegexExtract("^[0-9]+[A-Za-z]?"),
            (false, true) => text.RegexExtract("^(.*[^0-9 ,]),? +[0-9]+ ?[A-Za-z]?$", 1),
            (false, false) => text.RegexExtract("[0-9]+ ?[A-Za-z]?$"),
        };
        return new Candidate(target, [whole], pipe.Expression, "decompose", Named, [$"'{whole.Name}' holds house number and street."], false);
    }

    private static double Share(IReadOnlyList<string> sample, Func<string, bool> test) => (double)sample.Count(test) / sample.Count;
}
