using System.Globalization;
using Lumos.Abstractions;

namespace Lumos.Core.Migration.Verification;

/// <summary>Tells what differs because later runs wrote the table from what nobody can account for. Pure.</summary>
internal static class LaterRuns
{
    /// <summary>A table that differs, with the runs that wrote it since; as it is when there are none.</summary>
    /// <param name="table">What the verification found.</param>
    /// <param name="later">Runs that wrote the table since and stand, the latest last.</param>
    public static TableVerification Explain(TableVerification table, IReadOnlyList<(string Run, MigratedTable Written)> later)
    {
        if (table.Outcome != VerificationOutcome.Differs || later.Count == 0) return table;
        table = table with { LaterRuns = [.. later.Select(static one => one.Run)] };
        var runs = $"{(later.Count == 1 ? "Run" : "Runs")} {string.Join(", ", table.LaterRuns)} wrote this table since";
        if (table is { Missing: 0, Changed: 0 })
        {
            var added = later.Sum(static one => one.Written.Changes is { } changes ? changes.Inserted - changes.Deleted : one.Written.RowsOut);
            return added == table.Extra
                ? table with { Outcome = VerificationOutcome.Same, Message = $"{runs}, and added what is there beside it. Every row of this run is there as it was written." }
                : table with { Message = string.Create(CultureInfo.InvariantCulture, $"{runs}. Every row of this run is there as it was written, but beside them are {table.Extra} others, and {(later.Count == 1 ? "that run" : "those runs")} added {added}.") };
        }

        var found = table.Missing is null ? "" : string.Create(CultureInfo.InvariantCulture, $", and of the rows of this run {table.Missing} are gone and {table.Changed} changed");
        return table with { Outcome = VerificationOutcome.NotComparable, Message = $"{runs}{found}. Whether the table is as it was left is told by: lumos verify {later[^1].Run}" };
    }
}
