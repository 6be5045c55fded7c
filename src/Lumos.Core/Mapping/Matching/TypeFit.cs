using Lumos.Abstractions;
using Lumos.Core.Mapping.Strategies;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Mapping.Matching;

/// <summary>Whether the values of a source column could be of a target's type.</summary>
internal static class TypeFit
{
    private static readonly int Longitude = ColumnTerms.Default.IdOf("longitude"), Latitude = ColumnTerms.Default.IdOf("latitude");

    /// <summary>0 for impossible to 1 for the same; 0.5 when nothing is known.</summary>
    public static double Of(SourceColumn source, TargetColumnProfile target)
    {
        var from = source.Type.Kind;
        if (from == ColumnKind.Int64 && (target.Reading.Says(Longitude) || target.Reading.Says(Latitude)) && !source.Reading.Says(Longitude) && !source.Reading.Says(Latitude)) return 0.15;
        if (source.Sample.Count == 0 && from == ColumnKind.Text) return 0.5;
        return target.Column.Type.Kind switch
        {
            ColumnKind.Text => from switch
            {
                // A part of a date is cut out of it, never copied from it.
                ColumnKind.Date or ColumnKind.Timestamp when target.Words.Words is ["day"] or ["month"] or ["year"] => 0.2,
                ColumnKind.Date or ColumnKind.Timestamp => SpeaksOfTime(target) ? 0.9 : target.Column.Enum is null ? 0.35 : 0,
                ColumnKind.Decimal => target.Column.Enum is null ? 0.55 : 0.2,
                _ => 0.7,
            },
            ColumnKind.Int64 or ColumnKind.Decimal or ColumnKind.Float64 => from switch
            {
                // Fractions are no whole numbers.
                ColumnKind.Decimal or ColumnKind.Float64 when target.Column.Type.Kind == ColumnKind.Int64 => 0.7,
                ColumnKind.Int64 or ColumnKind.Decimal or ColumnKind.Float64 => 1,
                ColumnKind.Bool => 0.4,
                ColumnKind.Date or ColumnKind.Timestamp => target.Column.Type.Kind == ColumnKind.Int64 && SpeaksOfTime(target) ? 0.75 : 0.05,
                _ => source.NumberShare >= 0.8 ? 0.8 : KnownCodes.For(target) is { } known && source.ShareOf(v => known.Has(v)) >= 0.8 ? 0.9 : Coded(target) ? target.Words.Words.Contains("concept") ? 0.3 : 0.45 : 0.1,
            },
            ColumnKind.Date or ColumnKind.Timestamp => from switch
            {
                // A day becomes midnight, and a moment loses its time: what is the same goes first.
                ColumnKind.Date or ColumnKind.Timestamp => from == target.Column.Type.Kind ? 1 : 0.9,
                ColumnKind.Text or ColumnKind.Int64 => source.HoldsDates ? 0.9 : from == ColumnKind.Int64 ? 0.15 : 0.1,
                _ => 0,
            },
            ColumnKind.Bool => from == ColumnKind.Bool ? 1 : source.TruthShare >= 0.9 ? 0.9 : 0.1,
            _ => 0.5,
        };
    }

    // A number that stands for a code, as in a concept id, may come from any text.
    private static bool Coded(TargetColumnProfile target) => target.Column.Type.Kind == ColumnKind.Int64 && (target.Column.Enum is not null || target.Words.Words is [.., "id"] or [.., "identifier"] or [.., "code"]);

    /// <summary>Whether a target's name says that it holds days or moments.</summary>
    public static bool SpeaksOfTime(TargetColumnProfile target) => target.Words.Words.Any(static w => w is "date" or "time" or "day" or "month" or "year" or "datetime" or "timestamp" or "at" or "on" or "birth" or "since" or "start" or "end" or "released");
}
