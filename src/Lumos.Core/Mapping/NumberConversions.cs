using Lumos.Abstractions;
using Lumos.Core.Mapping.Synthesis;
using Lumos.Dsl.Fluent;
using Lumos.Dsl.Model;
using Lumos.Dsl.Units;

namespace Lumos.Core.Mapping;

/// <summary>Ways from a source column to a number.</summary>
internal static class NumberConversions
{
    /// <summary>The best way; null when there is none.</summary>
    public static Conversion? Find(SourceColumn source, TargetColumnProfile target)
    {
        var type = target.Column.Type;
        if (source.Type.Kind is ColumnKind.Date or ColumnKind.Timestamp) return type.Kind == ColumnKind.Int64 ? DatePart(source, target) : null;
        if (source.Type.Kind == ColumnKind.Bool) return type.Kind == ColumnKind.Int64 ? new(Pipe.From(source.Typed).TypeCast(ColumnType.Int64), "cast", 0.5, "True becomes 1.") : null;
        if (source.Type.Kind is not (ColumnKind.Int64 or ColumnKind.Decimal) && !LooksNumeric(source)) return null;
        return Multiples.Find(source, target) ?? Scales.BySamples(source, target) ?? MinorUnits.ByValues(source, target) ?? ByValues(source, target) ?? Unit(source, target) ?? MinorUnits.Named(source, target) ?? UnitTraps.Find(source, target) ?? BodyMeasures.Find(source, target) ?? Scales.Find(source, target) ?? Plain(source, type);
    }

    /// <summary>A source column as a number of its own type, for arithmetic; null when it is none.</summary>
    public static Pipe? AsNumber(SourceColumn source) => source.Type.Kind switch
    {
        ColumnKind.Int64 => Pipe.From(source.Typed),
        ColumnKind.Decimal when !WideDecimals.Any(source.Type) => Pipe.From(source.Typed),
        _ => null,
    };

    private static Conversion? Plain(SourceColumn source, ColumnType type)
    {
        if (source.Type == type) return new(Pipe.From(source.Typed), "cast", 1, null);
        if (type.Kind == ColumnKind.Int64)
        {
            return source.Type.Kind == ColumnKind.Decimal
                ? new(Pipe.From(source.Typed).TypeCast(type, wide: WideDecimals.Any(source.Type)), "cast", 0.6, "Only whole numbers pass.")
                : new(source.ToNumber(type), "cast", source.Type.Kind == ColumnKind.Int64 ? 1 : 0.7, null);
        }

        var narrower = source.Type.Kind == ColumnKind.Decimal && source.Type.Scale > type.Scale;
        return narrower
            ? new(source.ToNumber(type, Rounding.HalfAway), "cast", 0.8, "The source has more decimals than the target; they are rounded half away from zero.")
            : new(source.ToNumber(type), "cast", source.Type.Kind == ColumnKind.Text ? 0.7 : 0.97, null);
    }

    // What the values say comes before what the names say.
    private static Conversion? ByValues(SourceColumn source, TargetColumnProfile target)
    {
        if (target.Column.Samples is not { Count: > 0 } samples || Scales.Speak(source, target) || AsNumber(source) is not { } number) return null;
        var from = UnitNames.Of(source.Column.Unit) ?? UnitNames.InName(source.Name);
        var family = MeasureFamilies.Of(target.Unit ?? from, target.Words.Words.Concat(source.Words.Words));
        return UnitByValues.Find(number, source.Type, source.Sample, samples, target.Column.Type, from, target.Unit, family) is var (value, why) ? new(value, "unit", 0.9, why) : null;
    }

    private static Conversion? Unit(SourceColumn source, TargetColumnProfile target)
    {
        if (AsNumber(source) is not { } number) return null;
        var (from, to) = (UnitNames.Of(source.Column.Unit) is { } declared ? [declared] : UnitNames.AllInName(source.Name), target.Units);
        if (to.Count == 0 || from.Any(to.Contains)) return null;
        if (from.Count == 0) return UnitNames.Unknown(source.Name) is { } said && Plain(source, target.Column.Type) is { } copied ? copied with { Why = $"The source says ({said}), which is no unit known here; the target is in {to[0]}. Confirm it.", Doubtful = true } : null;
        foreach (var (a, b) in from.SelectMany(a => to.Select(b => (a, b))))
        {
            if (Converts(a, b)) return new(number.UnitConvert(a, b, target.Column.Type, wide: WideDecimals.Any(target.Column.Type)), "unit", 1, $"The source is in {a}, the target in {b}.");
        }

        // A number of one thing is none of another, whatever the names have in common.
        if (!UnitNames.IsSure(source.Name) || !UnitNames.IsSure(target.Column.Name) || Plain(source, target.Column.Type) is not { } plain) return null;
        return plain with { Why = $"The source is in {from[0]}, the target in {to[0]}, and neither converts to the other. Confirm it.", Doubtful = true };
    }

    private static bool Converts(string from, string to) => UnitTable.Find(from) is { } a && UnitTable.Find(to) is { } b && a.ConvertsTo(b);

    private static Conversion? DatePart(SourceColumn source, TargetColumnProfile target)
    {
        var (word, format) = target.Words.Words switch
        {
            var w when w.Contains("year") => ("year", "YYYY"),
            var w when w.Contains("month") => ("month", "MM"),
            var w when w.Contains("day") => ("day", "DD"),
            _ => (null, null),
        };
        return format is null ? null : new(Pipe.From(source.Typed).DateFormat(format).TypeCast(ColumnType.Int64), "decompose", 0.9, $"The {word} of a date.", Shared: true);
    }

    private static bool LooksNumeric(SourceColumn source) =>
        source.Type.Kind == ColumnKind.Text && source.Sample.Count > 0
        && source.Sample.Count(static v => Vocabulary.ValueTests.Get("number")(v)) * 10 >= source.Sample.Count * 8;
}
