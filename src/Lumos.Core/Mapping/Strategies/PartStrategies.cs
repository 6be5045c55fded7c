using Lumos.Abstractions;
using Lumos.Core.Vocabulary;
using Lumos.Dsl.Fluent;
using Lumos.Dsl.Model;

namespace Lumos.Core.Mapping.Strategies;

/// <summary>Parts cut out of one column whose values hold several.</summary>
internal static class PartStrategies
{
    /// <summary>Score of a part the values prove.</summary>
    public const double Shown = 0.9;

    private static readonly int CurrencyCode = ColumnTerms.Default.IdOf("currency code");
    private static readonly int Genus = ColumnTerms.Default.IdOf("taxon genus"), ScientificName = ColumnTerms.Default.IdOf("scientific name");

    /// <summary>Proposals for a target column.</summary>
    public static IEnumerable<Candidate> Find(TargetColumnProfile target, IReadOnlyList<SourceColumn> sources)
    {
        foreach (var source in sources)
        {
            if (source.Sample.Count == 0) continue;
            if (Moment(target, source) is { } moment) yield return moment;
            if (Currency(target, source) is { } currency) yield return currency;
            if (source.Type.Kind != ColumnKind.Text) continue;
            if (Taxon(target, source) is { } taxon) yield return taxon;
            foreach (var shape in source.Shapes)
            {
                if (shape.Parts.FirstOrDefault(p => p.IsAsked(target)) is not { } part || Typed(part.Cut(Pipe.From(source.Text)), target.Column.Type) is not { } pipe) continue;
                yield return new Candidate(target, [source], pipe.Expression, "decompose", Shown, [$"'{source.Name}' holds {shape.Name}."], false);
            }
        }
    }

    // The year, the day or the time of a date, as text.
    private static Candidate? Moment(TargetColumnProfile target, SourceColumn source)
    {
        if (target.Column.Type.Kind != ColumnKind.Text || source.Type.Kind is not (ColumnKind.Date or ColumnKind.Timestamp) || target.Words.Words.Count > 2) return null;
        var shared = target.Words.Words.Any(w => source.Words.Words.Contains(w) && w is not ("date" or "time"));
        var format = target.Words.Words switch
        {
            var w when w.Contains("year") => "YYYY",
            var w when w.Contains("month") => "MM",
            var w when w.Contains("time") && !w.Contains("date") && source.Type.Kind == ColumnKind.Timestamp => "HH:mm:ss",
            _ => null,
        };
        return format is null || target.Words.Words.Count > 1 && !shared ? null
            : new Candidate(target, [source], Pipe.From(source.Typed).DateFormat(format).Expression, "decompose", shared ? Shown : 0.6, [$"A part of the date in '{source.Name}'."], false) { Spare = true };
    }

    // The code or sign of a currency that stands beside the numbers of an amount.
    private static Candidate? Currency(TargetColumnProfile target, SourceColumn source)
    {
        if (target.Column.Type.Kind != ColumnKind.Text || !target.Reading.Says(CurrencyCode) && target.Means("money.currency_code") < 0.6 || source.Written?.Format?.Symbols is not { Count: > 0 } symbols) return null;
        var signs = symbols.Select(static s => (Sign: s, Code: s.Length == 3 && s.All(char.IsAsciiLetterUpper) ? s : CurrencySigns.CodeOf(s))).ToList();
        if (signs.Exists(static s => s.Code is null)) return null;
        // What is left of the raw text when all that writes a number is taken away.
        var text = Pipe.Column(source.Name).RegexExtract("[^-+0-9.,'() \u00a0\u202f\u2009\u2019]+");
        var pipe = signs.TrueForAll(static s => s.Code == s.Sign) ? text : text.MapDict(signs.Select(static s => new KeyValuePair<string, string?>(s.Sign, s.Code)), MissingRule.Error);
        return new Candidate(target, [source], pipe.Expression, "decompose", Shown, [$"'{source.Name}' is written with its currency."], false);
    }

    // "Quercus robur L.": genus and epithet are the first two words.
    private static Candidate? Taxon(TargetColumnProfile target, SourceColumn source)
    {
        if (!source.Is("bio.scientific_name") && !source.Reading.IsOnly(ScientificName)) return null;
        var epithet = target.Words.Words is ["specific" or "species", "epithet"];
        if (!epithet && !target.Reading.IsOnly(Genus) || source.Sample.Count(static v => v.Contains(' ')) * 2 < source.Sample.Count) return null;
        var text = Pipe.From(source.Text);
        return new Candidate(target, [source], (epithet ? text.RegexExtract("^[^ ]+ ([^ ]+)", 1) : text.RegexExtract("^[^ ]+")).Expression, "decompose", Shown, [$"'{source.Name}' begins with genus and species."], false) { Spare = true };
    }

    private static Pipe? Typed(Pipe text, ColumnType type) => type.Kind switch
    {
        ColumnKind.Text => text,
        ColumnKind.Int64 => text.TypeCast(type),
        ColumnKind.Decimal => text.TypeCast(type, Rounding.HalfAway, wide: WideDecimals.Any(type)),
        _ => null,
    };
}
