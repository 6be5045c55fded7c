using Lumos.Abstractions;
using Lumos.Core.Mapping.Matching;
using Lumos.Core.Vocabulary;
using Lumos.Dsl.Fluent;
using Lumos.Dsl.Model;

namespace Lumos.Core.Mapping;

/// <summary>Numbers that cannot be what their header says: an age in months or days. Only values are looked at; what is found is a proposal a person must confirm.</summary>
internal static class UnitTraps
{
    private const int LeastValues = 8;
    private const double OldestYears = 130;
    private static readonly int Age = ColumnTerms.Default.IdOf("age");

    /// <summary>The conversion the values ask for; null when they fit as they are or too little is known.</summary>
    public static Conversion? Find(SourceColumn source, TargetColumnProfile target)
    {
        // Examples of the target tell more than what is usual.
        if (source.Sample.Count < LeastValues || target.Column.Samples is { Count: > 0 } || !source.Reading.Says(Age) || !target.Reading.Says(Age)) return null;
        if (target.Words.Words.Concat(target.Description.Words).Any(static w => w is "day" or "days" or "month" or "months" or "week" or "weeks")) return null;
        if (NumberConversions.AsNumber(source) is not { } number || ValueProfile.Of(source.Sample).Numbers is not { High: > OldestYears } given) return null;
        var months = given.High <= OldestYears * 12;
        var type = target.Column.Type.Kind == ColumnKind.Decimal ? target.Column.Type : ColumnType.Decimal(18, 6);
        var pipe = number.SafeMath(MathFunction.Div, Pipe.Text(months ? "12" : "365.25").TypeCast(months ? ColumnType.Int64 : ColumnType.Decimal(5, 2)), type, onZero: ZeroRule.Error);
        if (target.Column.Type.Kind == ColumnKind.Int64) pipe = pipe.TypeCast(ColumnType.Int64, Rounding.HalfAway);
        return new Conversion(pipe, "unit", 0.8, $"Nobody is that old in years: the values are {(months ? "months" : "days")}. Confirm it.") { Doubtful = true };
    }
}
