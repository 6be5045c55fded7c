using Lumos.Abstractions;
using Lumos.Core.Mapping.Matching;
using Lumos.Core.Mapping.Strategies;
using Lumos.Core.Mapping.Synthesis;
using Lumos.Core.Vocabulary;
using Lumos.Dsl.Fluent;
using Lumos.Dsl.Model;

namespace Lumos.Core.Mapping;

/// <summary>A way from one source column to the type of a target column.</summary>
/// <param name="Value">The pipeline.</param>
/// <param name="Strategy"><c>rename</c>, <c>cast</c>, <c>value_map</c>, <c>unit</c> or <c>decompose</c>.</param>
/// <param name="Fit">0 to 1: how well the types and values go together.</param>
/// <param name="Why">One sentence, or null when there is nothing to say.</param>
/// <param name="Shared">Whether another target may use the same source column too.</param>
internal sealed record Conversion(Pipe Value, string Strategy, double Fit, string? Why, bool Shared = false)
{
    /// <summary>Whether a person should look at it before it is used.</summary>
    public bool Doubtful { get; init; }

    /// <summary>The best way; null when there is none.</summary>
    public static Conversion? Find(SourceColumn source, TargetColumnProfile target)
    {
        if (source.Nobody is not { } nobody || !target.IsOptionalReference) return Way(source, target);
        return Way(source.AsReference, target) is { } way ? way with { Why = $"{nobody} names no row and becomes NULL.{(way.Why is { } why ? " " + why : "")}" } : null;
    }

    private static Conversion? Way(SourceColumn source, TargetColumnProfile target)
    {
        if (ValueMapStrategy.ToKnownCode(source, target) is { } standard) return standard;
        if (target.Column.Enum is { Count: > 0 } codes && ValueMapStrategy.Find(source, target, codes) is { } mapped) return mapped;
        if (target.Column.Enum is not { Count: > 0 } && target.Column.Type.Kind == ColumnKind.Text && FewValues(source, target) is { } few && ValueMapStrategy.Find(source, target, few) is { Strategy: "value_map", Fit: >= 0.9 } guessed) return guessed;
        return target.Column.Type.Kind switch
        {
            ColumnKind.Text => ToText(source, target),
            ColumnKind.Int64 or ColumnKind.Decimal => NumberConversions.Find(source, target),
            ColumnKind.Bool => OppositeNames.Find(source, target) ?? ToBool(source, target),
            ColumnKind.Date => ToDate(source),
            ColumnKind.Timestamp => ToTimestamp(source),
            ColumnKind.Float64 => source.Type.Kind is ColumnKind.Int64 or ColumnKind.Decimal or ColumnKind.Float64 ? new(source.Written is null ? source.ToNumber(ColumnType.Float64) : Pipe.From(source.Typed).TypeCast(ColumnType.Float64, wide: WideDecimals.Any(source.Type)), "cast", 0.95, null) : null,
            _ => null,
        };
    }

    // Samples that are a few words of letters, as codes are, beside a source column that has few as well.
    private static IReadOnlyList<string>? FewValues(SourceColumn source, TargetColumnProfile target)
    {
        const int most = 8;
        var words = target.Column.Samples?.Distinct(StringComparer.Ordinal).ToList();
        if (words is not { Count: >= 2 and <= most } || source.Sample.Count == 0) return null;
        var own = source.Sample.Distinct(StringComparer.Ordinal).Take(2 * most).ToList();
        // What differs in case only is no map.
        return own.Count <= most && own.Count * 2 <= source.Sample.Count && !own.TrueForAll(o => words.Contains(o, StringComparer.OrdinalIgnoreCase)) ? words : null;
    }

    private static Conversion? ToText(SourceColumn source, TargetColumnProfile target)
    {
        if (target.Means("geo.country_code") > 0.6 && ValueMapStrategy.ToCountryCode(source, target) is { } country) return country;
        if (source.Type.Kind is ColumnKind.Date or ColumnKind.Timestamp && target.Column.Samples is { Count: > 0 } dates && DateReadings.Of(dates) is [{ IsNumber: false, Formats: [var wanted] } written, ..] && (source.Type.Kind == ColumnKind.Timestamp || !written.HasTime))
        {
            return new(Pipe.From(source.Typed).DateFormat(wanted, language: written.Language), "cast", 0.9, "Dates are written as in the target's samples.");
        }

        if (source.Type.Kind is ColumnKind.Date or ColumnKind.Timestamp)
        {
            // A text that says nothing of time may well be of the thing the day belongs to: the ruling, not the day of it.
            var (what, format) = source.Type.Kind == ColumnKind.Date ? ("date", "YYYY-MM-DD") : ("moment", "YYYY-MM-DD HH:mm:ss");
            var doubtful = !TypeFit.SpeaksOfTime(target);
            return new(Pipe.From(source.Typed).DateFormat(format), "cast", 0.6, $"A {what} is written as ISO text.{(doubtful ? " The target does not say that it holds one. Confirm it." : "")}") { Doubtful = doubtful };
        }

        var pipe = Pipe.From(source.Text);
        var words = target.Description.Words;
        if (words.Contains("lower") && words.Contains("case") || words.Contains("lowercase")) return new(pipe.Case(CaseMode.Lower), "rename", 1, "The target wants lower case.");
        if (words.Contains("upper") && words.Contains("case") || words.Contains("uppercase")) return new(pipe.Case(CaseMode.Upper), "rename", 1, "The target wants upper case.");
        if (CaseOf(target.Column.Samples) is { } samples && CaseOf(source.Sample) is var own && own != samples && (samples != CaseMode.Title || own is not null)) return new(pipe.Case(samples), "cast", 1, $"The target's samples are in {samples.ToString().ToLowerInvariant()} case.");
        if (CaseOfFew(source, target.Column.Samples) is { } few) return new(pipe.Case(few), "cast", 1, $"The target's samples are in {few.ToString().ToLowerInvariant()} case.");
        var fit = source.Type.Kind switch { ColumnKind.Text => 1, ColumnKind.Int64 => 0.85, _ => 0.6 };
        return new(pipe, "rename", fit, null);
    }

    // A handful of values that differ from the samples in case only, such as currencies.
    private static CaseMode? CaseOfFew(SourceColumn source, IReadOnlyList<string>? samples)
    {
        const int most = 12;
        if (samples is not { Count: >= 2 } || source.Sample.Count == 0) return null;
        var own = source.Sample.Distinct(StringComparer.Ordinal).Take(most + 1).ToList();
        if (own.Count > most || own.TrueForAll(samples.Contains) || !own.TrueForAll(o => samples.Contains(o, StringComparer.OrdinalIgnoreCase))) return null;
        if (samples.All(static v => v.Any(char.IsLetter) && !v.Any(char.IsLower))) return CaseMode.Upper;
        return samples.All(static v => v.Any(char.IsLetter) && !v.Any(char.IsUpper)) ? CaseMode.Lower : null;
    }

    // The case all values are in; null when they differ or have no letters.
    private static CaseMode? CaseOf(IReadOnlyList<string>? values)
    {
        var words = values?.Where(static v => v.Count(char.IsLetter) > 1).ToList();
        if (words is not { Count: >= 4 }) return null;
        if (words.TrueForAll(static v => !v.Any(char.IsLower))) return CaseMode.Upper;
        if (words.TrueForAll(static v => !v.Any(char.IsUpper))) return CaseMode.Lower;
        return words.TrueForAll(static v => v.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(static w => !char.IsLetter(w[0]) || char.IsUpper(w[0]) && !w[1..].Any(char.IsUpper))) ? CaseMode.Title : null;
    }

    private static Conversion? ToBool(SourceColumn source, TargetColumnProfile target)
    {
        if (source.Type.Kind == ColumnKind.Bool) return new(Pipe.From(source.Typed), TruthWords.ArePlain(source.Sample) ? "cast" : "value_map", 1, null);
        if (source.Type.Kind is not (ColumnKind.Text or ColumnKind.Int64)) return null;
        if (source.Sample.Count == 0) return new(Truth(source, ValueMapStrategy.BooleanEntries()), "value_map", 0.6, "Words for yes and no become true and false.");
        if (TruthWords.ArePlain(source.Sample)) return new(Pipe.From(source.Text).TypeCast(ColumnType.Bool), "cast", 0.95, null);
        if (TruthWords.PairOf(source.Sample, known: true) is { } pair)
        {
            var words = ValueMapStrategy.TruthEntries(source.Sample, pair, isTurned: false);
            return new(Truth(source, words), "value_map", 0.95, "Words for yes and no become true and false.");
        }

        if (OppositeCodes.Denied(source.Sample) is { } opposite && Says(target, opposite.Yes) is { } says)
        {
            return new(Truth(source, [new(opposite.Yes.ToLowerInvariant(), says ? "true" : "false"), new(opposite.No.ToLowerInvariant(), says ? "false" : "true")]), "value_map", 0.9, "One of two words denies the other.");
        }

        return source.Sample.Count(static v => SmallLists.Contains("boolean", v)) * 2 < source.Sample.Count ? null
            : new(Truth(source, ValueMapStrategy.BooleanEntries()), "value_map", 0.95, "Words for yes and no become true and false.");
    }

    private static Pipe Truth(SourceColumn source, IEnumerable<KeyValuePair<string, string?>> words) => Pipe.From(source.Text).Case(CaseMode.Lower).MapDict(words, MissingRule.Keep).TypeCast(ColumnType.Bool);

    // Whether a column's name asks for a word, or for what denies it; null when it speaks of something else.
    private static bool? Says(TargetColumnProfile target, string yes)
    {
        List<string> asked = [.. HeaderWords.SplitTokens(target.Column.Name).Where(static w => w is not ("is" or "has" or "was" or "flag"))];
        List<string> said = [.. HeaderWords.SplitTokens(yes)];
        return said.TrueForAll(asked.Contains) ? true : asked is [var only] && said is [var word] && only == "in" + word ? false : null;
    }

    private static Conversion? ToDate(SourceColumn source) => source.Type.Kind switch
    {
        ColumnKind.Date => OneOrder(source),
        ColumnKind.Timestamp => new(Pipe.From(source.Typed).DateFormat("YYYY-MM-DD").TypeCast(ColumnType.Date), "cast", 0.85, "The time of day is dropped."),
        ColumnKind.Text or ColumnKind.Int64 => Guessed(source, ColumnType.Date),
        _ => null,
    };

    private static Conversion? ToTimestamp(SourceColumn source) => source.Type.Kind switch
    {
        ColumnKind.Timestamp => new(Pipe.From(source.Typed), "cast", 1, DateFormatsOf(source)),
        ColumnKind.Date => new(Pipe.From(source.Typed).DateFormat("YYYY-MM-DD").DateParse("YYYY-MM-DD", DateTarget.Timestamp), "cast", 0.8, "The source has no time of day: midnight."),
        ColumnKind.Text or ColumnKind.Int64 or ColumnKind.Decimal => Guessed(source, ColumnType.Timestamp),
        _ => null,
    };

    // Dates that ingest left as text or numbers: written in words, counted in seconds, the days of a spreadsheet.
    private static Conversion? Guessed(SourceColumn source, ColumnType type)
    {
        if (DateReadings.Of(source.Moments) is [var reading, ..])
        {
            var text = source.ZeroIsNoMoment ? Pipe.From(source.Text).MapDict([new("0", null)], MissingRule.Keep) : Pipe.From(source.Text);
            return new(reading.Apply(text, type), "cast", 0.8, $"The sample is written in {string.Join(", ", reading.Formats)}.{(source.ZeroIsNoMoment ? " 0 is no moment and becomes NULL." : "")}");
        }

        if (source.WrittenDates is not { Column: { Dates: [var parts, ..] } column, MonthOnly: var month }) return null;
        return new(parts.Apply(column.Pipe, type), "cast", 0.8, month ? "The sample holds months; each stands for its first day. Confirm it." : "The sample holds dates whose parts stand between words or signs.") { Doubtful = month };
    }

    // With both orders allowed, 05/04 written the rarer way would become another day in silence; rows of the rarer order go to quarantine instead.
    private static Conversion OneOrder(SourceColumn source)
    {
        if (source.Typed is not DateParse { Formats: var formats } parse) return new(Pipe.From(source.Typed), "cast", 1, DateFormatsOf(source));
        List<string> kept = [];
        foreach (var format in formats)
        {
            if (!kept.Any(k => k != format && Swapped(k) == Squeezed(format))) kept.Add(format);
        }

        return kept.Count == formats.Count
            ? new(Pipe.From(parse), "cast", 1, DateFormatsOf(source))
            : new(Pipe.From(parse.Input).DateParse(kept, parse.Target, parse.Pivot), "cast", 0.95, $"Written as {string.Join(", ", kept)}; the other order of day and month is not guessed.");

        static string Squeezed(string format) => format.Replace("DD", "D", StringComparison.Ordinal).Replace("MM", "M", StringComparison.Ordinal);
        static string Swapped(string format) => Squeezed(format).Replace("MON", "mon", StringComparison.Ordinal).Replace('D', '\u0001').Replace('M', 'D').Replace('\u0001', 'M').Replace("mon", "MON", StringComparison.Ordinal);
    }

    private static string? DateFormatsOf(SourceColumn source) => source.Column.Formats is { Count: > 0 } formats ? "Written as " + string.Join(", ", formats) + "." : null;
}
