using Lumos.Abstractions;
using Lumos.Core.Analysis.Fixes;
using Lumos.Core.Analysis.Logical;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Analysis.Statistics;

/// <summary>Ages in years that are none: where most are greater than anybody's, they count months or days, whatever the header says.</summary>
internal static class AgeChecks
{
    private const int LeastValues = 8;
    private static readonly string[] OfPersons =
        ["age", "at", "of", "in", "on", "years", "year", "yrs", "y", "current", "patient", "person", "people", "customer", "client", "member", "employee", "user", "child", "mother", "father", "spouse", "donor", "subject", "participant", "respondent", "student", "passenger", "driver", "applicant", "diagnosis", "onset", "death", "admission", "entry", "enrollment", "visit", "birth", "first", "last"];

    private const double Oldest = 130;
    private const double OldestMonths = Oldest * 12;
    private const double OldestDays = Oldest * 365.25;

    public static void Check(SampledTable table, FixTrial trial, CheckBook checks)
    {
        ArgumentNullException.ThrowIfNull(table);
        for (var i = 0; i < table.Plan.Target.Columns.Count; i++)
        {
            var column = table.Plan.Target.Columns[i];
            if (column.Type.Kind is not (ColumnKind.Int64 or ColumnKind.Decimal) || !IsAge(column)) continue;
            foreach (var input in table.Inputs) Check(table, input, i, trial, checks);
        }
    }

    // Accounts, invoices and buildings have ages too, and in any unit.
    private static bool IsAge(TargetColumn column)
    {
        var words = HeaderWords.Parse(column.Name).Words;
        return words.Contains("age") && (column.Unit == "years" || (column.Unit is null && words.All(word => OfPersons.Contains(word, StringComparer.Ordinal))));
    }

    private static void Check(SampledTable table, SampledInput input, int at, FixTrial trial, CheckBook checks)
    {
        var sampled = input.Columns[at];
        List<double> ages = [.. sampled.Values.Select(value => UnitRangeChecks.ValueOf(value, sampled.Plan.Value?.Type)).OfType<double>()];
        var above = ages.Count(static age => age > Oldest);

        // A few are slips, or buildings; when most are it is the unit.
        if (ages.Count < LeastValues || above * 2 < ages.Count) return;
        var from = ages.Max() switch { <= OldestMonths => "months", <= OldestDays => "d", _ => null };
        var rate = Rates.Share(above, ages.Count);
        var fix = from is null || sampled.Plan.Value is not { } value || UnitChecks.Conversion(value.Expression) is not null ? null : UnitFixes.Of(table.Plan, input.Plan, sampled.Plan, from, "years", CheckCodes.AgeRange, trial);
        checks.Fail(Severity.Warning, CheckCodes.AgeRange, table.Name, sampled.Plan.Target.Name,
            FormattableString.Invariant($"{above:#,0} of {ages.Count:#,0} sample values ({Rates.Text(rate)}) are above {Oldest:0}, and nobody is that old in years.{(from is null ? "" : $" They may count {(from == "d" ? "days" : from)}.")}"),
            "Such rows are moved as they are. Look at the source, and convert with unit_convert what is not in years.", rate, 0, fix is null ? [] : [fix]);
    }
}
