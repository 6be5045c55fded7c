using Lumos.Abstractions;
using Lumos.Core.Supervision;
using Lumos.Core.Supervision.Incremental;

namespace Lumos.Core.Migration.Planning;

/// <summary>Plans what becomes of rows a server's log says are there no more. Where only changes were read, those rows are deleted by key instead of every row that is missing.</summary>
internal static class GoneRows
{
    /// <summary>The plan, loading what changed and what is gone where the contract asks for <c>delete missing</c>.</summary>
    /// <exception cref="LumosException"><c>INCREMENTAL_DELETES</c>: which row of the target a deleted row became cannot be told.</exception>
    public static TablePlan Plan(TablePlan plan)
    {
        if (!plan.Load.DeletesMissing || !plan.Sources.Any(static source => source.Increment?.Replication is not null)) return plan;
        if (plan.Sources.Count > 1) throw IncrementalErrors.GoneInputs(plan.Name);
        var increment = plan.Sources[0].Increment!;
        Check(plan, increment.Replication!.Key);
        return increment.From is null ? plan : plan with { Load = plan.Load with { DeletesMissing = false }, DeletesGone = increment.Gone is not null };
    }

    /// <summary>The table with nothing but its key, read from nothing but the keys of rows that are gone.</summary>
    public static TablePlan Keys(TablePlan plan)
    {
        var own = JoinedTables.Base(plan.Sources[0]);
        var input = plan.Mapping.Inputs[0];
        var key = plan.Table.PrimaryKey;
        return plan with
        {
            Table = plan.Table with { Columns = [.. plan.Table.Columns.Where(column => key.Contains(column.Name, StringComparer.Ordinal))], Unique = [], ForeignKeys = [] },
            Mapping = plan.Mapping with { Inputs = [input with { Joins = null, Columns = [.. input.Columns.Where(column => key.Contains(column.Target, StringComparer.Ordinal))] }] },
            Sources = [own with { Source = plan.Sources[0].Increment!.Gone!, Increment = null }],
        };
    }

    // One row of the source is one of the target, and is found by what the log has of a deleted row.
    private static void Check(TablePlan plan, IReadOnlyList<string> key)
    {
        var own = plan.Sources[0];
        var read = new HashSet<string>(StringComparer.Ordinal);
        foreach (var column in MappedColumns.Of(plan.Mapping.Inputs[0]).Where(column => plan.Table.PrimaryKey.Contains(column.Target, StringComparer.Ordinal)))
        {
            var pipeline = MappedColumns.ReadPipeline(column);
            foreach (var name in own.Columns.Select(static one => one.SourceName).Where(name => FixRewrite.Reads(pipeline, name)))
            {
                if (!key.Contains(name, StringComparer.Ordinal)) throw IncrementalErrors.GoneKey(plan.Name, $"'{column.Target}' is made of '{name}'", JoinedTables.OwnName(own), key);
                read.Add(name);
            }
        }

        if (key.Count == 0 || key.Any(name => !read.Contains(name))) throw IncrementalErrors.GoneKey(plan.Name, "the target's key is not made of it, all of it", JoinedTables.OwnName(own), key);
    }
}
