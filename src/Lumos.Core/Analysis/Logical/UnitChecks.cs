using Lumos.Abstractions;
using Lumos.Core.Analysis.Plans;
using Lumos.Dsl.Model;
using Lumos.Dsl.Units;

namespace Lumos.Core.Analysis.Logical;

/// <summary>Does a number arrive in the unit the target stores?</summary>
internal static class UnitChecks
{
    public static void Check(PlannedTable table, CheckBook checks)
    {
        foreach (var input in table.Inputs)
        {
            foreach (var column in input.Columns)
            {
                if (column is { Target.Unit: { } wanted, Value: { } value, Reads: [var read] }) Check(table.Name, input, column.Target.Name, wanted, read, Conversion(value.Expression), checks);
            }
        }
    }

    private static void Check(string table, PlannedInput input, string column, string wanted, string read, UnitConvert? conversion, CheckBook checks)
    {
        var found = input.Find(read)?.Unit;
        var from = conversion?.From ?? found;
        if (from is null)
        {
            checks.Fail(Severity.Info, CheckCodes.Unit, table, column, $"The target stores {wanted}; the unit of {input.Source.Name}.{read} is not known.",
                $"Make sure it is {wanted}, or convert it with unit_convert.");
            return;
        }

        if (conversion is not null && found is not null && !Same(conversion.From, found))
        {
            checks.Fail(Severity.Warning, CheckCodes.Unit, table, column, $"The pipeline takes {input.Source.Name}.{read} for {conversion.From}, its name says {found}.", $"Convert from {found}.");
            return;
        }

        var arrives = conversion?.To ?? from;
        if (Same(arrives, wanted))
        {
            checks.Pass(CheckCodes.Unit, table, column, conversion is null ? $"{input.Source.Name}.{read} is in {wanted} already." : $"{input.Source.Name}.{read} is converted from {conversion.From} to {conversion.To}.");
            return;
        }

        checks.Fail(Severity.Warning, CheckCodes.Unit, table, column, $"{input.Source.Name}.{read} arrives in {arrives}, the target stores {wanted}.", $"Convert it with unit_convert to {wanted}.");
    }

    /// <summary>The last conversion of a pipeline, or null.</summary>
    public static UnitConvert? Conversion(Expression expression) =>
        expression as UnitConvert ?? expression.Inputs.Select(Conversion).FirstOrDefault(static found => found is not null);

    // A code of the language means what it says (K is not k); other spellings are compared as people write them.
    public static bool Same(string left, string right) => left == right
        || (UnitTable.Find(left) is null || UnitTable.Find(right) is null) && string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
