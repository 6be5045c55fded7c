using Lumos.Abstractions;
using Lumos.Core.Mapping.Matching;
using Lumos.Core.Vocabulary;
using Lumos.Dsl.Fluent;
using Lumos.Dsl.Model;

namespace Lumos.Core.Mapping.Strategies;

/// <summary>Streets, house numbers and units put together from their parts, or cut out of a whole address.</summary>
internal static class AddressParts
{
    private const double Proven = 0.97;
    private const double Named = 0.8;
    private const double Mostly = 0.7;
    private const double PersonMeant = 0.82;
    private const double AddressMeant = 0.82;
    private static readonly int Street = ColumnTerms.Default.IdOf("street"), Direction = ColumnTerms.Default.IdOf("street direction"), Type = ColumnTerms.Default.IdOf("street type");
    private static readonly int Number = ColumnTerms.Default.IdOf("house number"), Suffix = ColumnTerms.Default.IdOf("house number suffix");
    private static readonly int Unit = ColumnTerms.Default.IdOf("unit"), UnitKind = ColumnTerms.Default.IdOf("unit type"), Whole = ColumnTerms.Default.IdOf("full address");

    /// <summary>A proposal for a target column that is a street, a house number or a unit; null for none.</summary>
    public static Candidate? Find(TargetColumnProfile target, IReadOnlyList<SourceColumn> sources)
    {
        // Address registers call a street's name "full name"; where persons are meant it is theirs.
        if (target.Means("person.full_name") >= PersonMeant && !sources.Any(static s => s.Reading.Says(Direction) || s.Reading.Says(Type) || s.Reading.Says(Suffix))) return null;
        if (StreetWithNumber(target, sources) is { } whole) return whole;
        if (!target.Reading.IsOnly(Street) && !target.Reading.IsOnly(Number) && !target.Reading.IsOnly(Unit)) return null;
        if (!sources.Any(static s => s.Reading.Says(Number) || s.Reading.Says(Direction) || s.Reading.Says(Type) || s.Reading.Says(Whole) || s.Streets.AreAny || s.Reading.IsOnly(Street) && s.Streets.Numbered >= Mostly)) return null;
        if (target.Reading.IsOnly(Street)) return FromStreetParts(target, sources) ?? Cut(target, sources, street: true);
        if (target.Reading.IsOnly(Number)) return Numbers(target, sources) ?? Cut(target, sources, street: false);
        return Units(target, sources);
    }

    // A street address of a table that has no house numbers beside it is both, in the order in which the source has them.
    private static Candidate? StreetWithNumber(TargetColumnProfile target, IReadOnlyList<SourceColumn> sources)
    {
        if (target.Column.Type.Kind != ColumnKind.Text || target.Means("geo.street_address") < AddressMeant || target.Reading.Says(Number) || target.Table.Columns.Any(static c => NameReading.Of(c.Name).Says(Number))) return null;
        if (sources.Where(static s => s.Reading.IsOnly(Street)).Take(2).ToList() is not [var street] || sources.Where(static s => s.Reading.IsOnly(Number)).Take(2).ToList() is not [var number]) return null;
        if (street.Sample.Count == 0 || street.Streets.Numbered >= 0.5) return null;
        return Joined(target, street.Column.Ordinal < number.Column.Ordinal ? [street, number] : [number, street], Proven, "Street and house number stand in two columns.");
    }

    private static Candidate? FromStreetParts(TargetColumnProfile target, IReadOnlyList<SourceColumn> sources)
    {
        // Columns called TYPE, PREFIX or SUFFIX say by their values what they hold.
        sources = [.. sources.Where(static s => !s.Says("identifier") && !s.Says("id"))];
        List<SourceColumn> kinds = [.. sources.Where(static s => !s.Reading.Says(Number) && !s.Reading.Says(Unit) && !s.Reading.Says(UnitKind) && (s.Reading.Says(Type) && !s.Streets.AreDirections || s.Streets.AreTypes))];
        List<SourceColumn> directions = [.. sources.Where(s => !kinds.Contains(s) && !s.Reading.Says(Number) && (s.Reading.Says(Direction) && !s.Streets.AreTypes || s.Streets.AreDirections))];
        if (kinds.Count + directions.Count == 0) return null;
        var names = sources.Where(s => s.Reading.Says(Street) && !s.Reading.Says(Number) && !kinds.Contains(s) && !directions.Contains(s)).ToList();
        if (names.Count == 0) names = [.. sources.Where(static s => s.Words.Words is ["name"])];
        if (names.Count == 0 && Beside(kinds, [.. kinds, .. directions], sources) is { } beside) names = [beside];
        if (names.Count == 0) return null;
        var name = names.MinBy(static s => s.Reading.Segments.Count)!;
        // A name that already ends in "street" is whole.
        if (name.Sample.Count > 0 && name.Sample.Count(EndsInStreetWord) * 2 > name.Sample.Count) return null;
        var before = directions.Where(static s => s.Name.Contains("pre", StringComparison.OrdinalIgnoreCase)).Concat(kinds.Where(k => Stands(k, name))).ToList();
        SourceColumn[] parts = [.. before, name, .. kinds.Except(before), .. directions.Except(before)];
        return Joined(target, parts, name.Sample.Count > 0 ? Proven : Named, "The street stands in several columns: direction, name and type.");
    }

    // Where no header says street, the texts beside the kinds of streets are the names.
    private static SourceColumn? Beside(List<SourceColumn> kinds, List<SourceColumn> others, IReadOnlyList<SourceColumn> sources)
    {
        if (kinds.Find(static k => k.Streets.AreTypes && k.Sample.Count(static v => SmallLists.Contains("streetkind", v.TrimEnd().TrimEnd('.'))) >= Mostly * k.Sample.Count) is not { } kind) return null;
        var near = sources.Where(s => Math.Abs(s.Column.Ordinal - kind.Column.Ordinal) == 1 && s.Type.Kind == ColumnKind.Text && !others.Contains(s) && !s.Reading.Says(Number) && !s.Reading.Says(Unit) && !s.Streets.AreSuffixes && !s.Streets.AreUnitKinds).ToList();
        return near.Find(s => NumberSuffixes.AreKin(s.Name, kind.Name)) ?? near.Find(s => s.Column.Ordinal < kind.Column.Ordinal) ?? near.FirstOrDefault();
    }

    // "tipo via, nombre via": where the kind comes just before the name it is spoken before it.
    private static bool Stands(SourceColumn kind, SourceColumn name) => kind.Column.Ordinal == name.Column.Ordinal - 1 || kind.Name.Contains("pre", StringComparison.OrdinalIgnoreCase);

    private static bool EndsInStreetWord(string value)
    {
        var words = TextFolding.Fold(value).Split([' ', '.', ','], StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 1 && (AddressShapes.IsStreetWord(words[^1]) || AddressShapes.IsStreetWord(words[0]));
    }

    // A prefix such as the "N" of N6W23001, the number, and what comes behind it.
    private static Candidate? Numbers(TargetColumnProfile target, IReadOnlyList<SourceColumn> sources)
    {
        var numbers = sources.Where(static s => s.Reading.Says(Number)).ToList();
        var suffix = sources.FirstOrDefault(static s => s.Reading.Says(Suffix)) ?? numbers.FirstOrDefault(static s => s.Says("suffix"));
        var prefix = numbers.FirstOrDefault(static s => s.Says("prefix") || s.Says("pre"));
        var number = numbers.FirstOrDefault(s => s != suffix && s != prefix);
        number ??= suffix is null ? null : NumberSuffixes.NumberOf(suffix, sources);
        suffix ??= number is null ? null : NumberSuffixes.Of(number, sources.Where(static s => !s.Reading.Says(Unit) && !s.Reading.Says(UnitKind)));
        return number is null || suffix is null && prefix is null ? null : Joined(target, [.. new[] { prefix, number, suffix }.OfType<SourceColumn>()], Proven, "A house number and what belongs to it stand in several columns.");
    }

    // Its kind is told by the header, or by the values beside its number.
    private static Candidate? Units(TargetColumnProfile target, IReadOnlyList<SourceColumn> sources)
    {
        if (sources.FirstOrDefault(static s => s.Reading.Says(UnitKind) || s.Streets.AreUnitKinds) is not { } kind) return null;
        var number = sources.FirstOrDefault(s => s != kind && s.Reading.Says(Unit) && !s.Reading.Says(UnitKind)) ?? (kind.Streets.AreUnitKinds ? sources.FirstOrDefault(s => s.Column.Ordinal == kind.Column.Ordinal + 1 && NumberSuffixes.AreKin(s.Name, kind.Name)) : null);
        return number is null ? null : Joined(target, [kind, number], Proven, "Kind and number of the unit stand in two columns.");
    }

    private static Candidate? Joined(TargetColumnProfile target, SourceColumn[] parts, double score, string why)
    {
        if (parts.Length < 2) return null;
        var pipe = Pipe.Concat(NullRule.Skip, " ", [.. parts.Select(static p => Pipe.From(p.Text))]).CollapseWhitespace().MapDict([new("", null)], MissingRule.Keep);
        return new Candidate(target, parts, pipe.Expression, "compose", score, [why], false);
    }

    private static Candidate? Cut(TargetColumnProfile target, IReadOnlyList<SourceColumn> sources, bool street)
    {
        if (sources.Any(s => s.Reading.IsOnly(street ? Street : Number) && s.Streets.Numbered < Mostly)) return null;
        if ((sources.FirstOrDefault(static s => s.Reading.Says(Whole) && s.Streets.Numbered >= Mostly) ?? sources.FirstOrDefault(static s => s.Reading.IsOnly(Street) && s.Streets.Numbered >= Mostly)
            ?? sources.FirstOrDefault(static s => s.Streets.AreAddresses && s.Streets.Numbered >= Mostly)) is not { } whole) return null;
        var (first, last) = (whole.Streets.NumberFirst, whole.Streets.NumberLast);
        var text = Pipe.From(whole.Text);
        var pipe = (first >= last, street) switch
        {
            (true, true) => text.RegexExtract("^[0-9]+[A-Za-z]? +([^ ].*)$", 1),
            (true, false) => text.RegexExtract("^[0-9]+[A-Za-z]?"),
            (false, true) => text.RegexSplit(",? +[0-9]", 1),
            (false, false) => text.RegexExtract("[0-9]+ ?[A-Za-z]?([-/][0-9]+ ?[A-Za-z]?)?$"),
        };
        // A table that asks for both parts shows that it wants the street without the number.
        var both = Math.Max(first, last) >= 0.9 && target.Table.Columns.Any(c => NameReading.Of(c.Name).IsOnly(street ? Number : Street));
        return new Candidate(target, [whole], pipe.Expression, "decompose", both ? PartStrategies.Shown : Named, [$"'{whole.Name}' holds house number and street."], false);
    }
}
