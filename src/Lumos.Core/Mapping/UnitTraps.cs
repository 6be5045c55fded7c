using Lumos.Abstractions;
using Lumos.Core.Mapping.Matching;
using Lumos.Core.Vocabulary;
using Lumos.Dsl.Fluent;

namespace Lumos.Core.Mapping;

/// <summary>
/// Ages: in years unless header or description say otherwise, and never what the values cannot be. What only the values say is a proposal a person must confirm.
/// </summary>
internal static class UnitTraps
{
    private const int LeastValues = 8;

    /// <summary>Units from coarse to fine, each with the greatest age it can be.</summary>
    private static readonly (string Unit, double Oldest)[] Oldest = [("years", 130), ("months", 130 * 12), ("weeks", 130 * 52.2), ("d", 130 * 365.25)];

    private static readonly int Age = ColumnTerms.Default.IdOf("age");

    /// <summary>The conversion names and values ask for; null when they fit as they are or too little is known.</summary>
    public static Conversion? Find(SourceColumn source, TargetColumnProfile target)
    {
        // Examples of the target tell more than what is usual.
        if (target.Column.Samples is { Count: > 0 } || !source.Reading.Says(Age) || !target.Reading.Says(Age)) return null;
        if (target.Column.Type.Kind is not (ColumnKind.Int64 or ColumnKind.Decimal) || NumberConversions.AsNumber(source) is not { } number) return null;
        var to = target.Unit ?? Spoken(target.Words.Words) ?? "years";
        if (!IsTime(to)) return null;
        var named = UnitNames.InName(source.Name) is { } unit && IsTime(unit) ? unit : Spoken(source.Words.Words);
        var from = Measured(source, named);
        if (from == to || from is null) return null;
        var converted = number.UnitConvert(from, to, target.Column.Type, wide: WideDecimals.Any(target.Column.Type));
        return from == (named ?? "years")
            ? new Conversion(converted, "unit", 0.9, $"The source counts {Word(from)}, the target {Word(to)}.")
            : new Conversion(converted, "unit", 0.8, $"Nobody is that old in {named ?? "years"}: the values are {Word(from)}. Confirm it.") { Doubtful = true };
    }

    private static bool IsTime(string unit) => unit is "years" or "months" or "weeks" or "d";

    // Years, unless the header or the values speak against it; null when there are too few values to tell.
    private static string? Measured(SourceColumn source, string? named)
    {
        if (source.Sample.Count < LeastValues || source.Values.Numbers is not { } numbers) return named ?? (source.Sample.Count == 0 ? "years" : null);
        if (Oldest.First(age => age.Unit == (named ?? "years")).Oldest >= numbers.High) return named ?? "years";
        // Nobody counts weeks without saying so; months and days are what is left unsaid.
        return numbers.High > Oldest[1].Oldest ? "d" : "months";
    }

    private static string? Spoken(IReadOnlyList<string> words) => words.Select(static w => w switch
    {
        "day" or "days" => "d",
        "week" or "weeks" => "weeks",
        "month" or "months" => "months",
        "year" or "years" or "yrs" => "years",
        _ => null,
    }).FirstOrDefault(static w => w is not null);

    private static string Word(string unit) => unit == "d" ? "days" : unit;
}
