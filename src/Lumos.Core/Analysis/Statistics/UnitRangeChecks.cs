using Lumos.Abstractions;
using Lumos.Dsl.Units;

namespace Lumos.Core.Analysis.Statistics;

/// <summary>Measures that cannot be: less than nothing, colder than absolute zero.</summary>
internal static class UnitRangeChecks
{
    public static void Check(SampledTable table, CheckBook checks)
    {
        for (var i = 0; i < table.Plan.Target.Columns.Count; i++)
        {
            var column = table.Plan.Target.Columns[i];
            if (column.Unit is not { } code || UnitTable.Find(code) is not { Dimension: not UnitDimension.Other } unit) continue;
            var least = Least(unit);
            long measured = 0, below = 0;
            foreach (var sampled in table.Inputs.Select(input => input.Columns[i]))
            {
                foreach (var value in sampled.Values)
                {
                    if (ValueOf(value, sampled.Plan.Value?.Type) is not { } number) continue;
                    measured++;
                    if (number < least) below++;
                }
            }

            if (measured == 0) continue;
            var rate = Rates.Share(below, measured);
            if (below == 0) checks.Pass(CheckCodes.UnitRange, table.Name, column.Name, $"All {Rates.Count(measured)} sample values are possible in {code}.", 0, 0);
            else checks.Fail(Severity.Warning, CheckCodes.UnitRange, table.Name, column.Name, FormattableString.Invariant($"{below:#,0} of {measured:#,0} sample values ({Rates.Text(rate)}) are below {least:0.##} {code}, which cannot be."),
                "Such rows are moved as they are. Check unit and sign; placeholders are better NULL.", rate, 0);
        }
    }

    /// <summary>The least value a unit allows: nothing, or absolute zero.</summary>
    private static double Least(UnitOfMeasure unit)
    {
        if (unit.Dimension != UnitDimension.Temperature) return 0;
        var (offset, factor) = (unit.ExactOffset, unit.ExactFactor);
        return -((double)offset.Numerator / (double)offset.Denominator) * ((double)factor.Denominator / (double)factor.Numerator);
    }

    /// <summary>A number as the interpreter gives it; null for anything else.</summary>
    public static double? ValueOf(object? value, ColumnType? type) => value switch
    {
        long number => number,
        Int128 scaled when type is { } exact => (double)scaled / Math.Pow(10, exact.Scale),
        _ => null,
    };
}
