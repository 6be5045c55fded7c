using Lumos.Abstractions;
using Lumos.Core.Supervision;

namespace Lumos.Core.Migration.Planning;

/// <summary>Turns an accepted mapping plan into the order of work. Pure; every contradiction between the artifacts is an error.</summary>
internal static class MigrationPlanner
{
    public static MigrationPlan Make(MigrationInput input)
    {
        var tables = new List<TablePlan>();
        foreach (var mapping in input.Plan.Tables)
        {
            var table = input.Target.Tables.FirstOrDefault(candidate => candidate.Name == mapping.Target)
                ?? throw MigrationErrors.PlanInvalid($"The mapping plan fills table '{mapping.Target}', which the target schema does not have.", mapping.Target);
            if (tables.Any(other => other.Name == table.Name)) throw MigrationErrors.PlanInvalid($"The mapping plan fills table '{table.Name}' twice.", table.Name);
            var sources = mapping.Inputs
                .Select(source => input.Catalog.Tables.FirstOrDefault(candidate => candidate.Name == source.Source)
                    ?? throw MigrationErrors.PlanInvalid($"The mapping plan reads '{source.Source}', which the catalog does not have.", table.Name))
                .ToList();
            var plan = new TablePlan { Index = tables.Count, Table = table, Mapping = mapping, Sources = sources };
            Check(plan);
            tables.Add(plan);
        }

        return new MigrationPlan(tables, OrderByReference(tables), MakePasses(tables));
    }

    private static void Check(TablePlan plan)
    {
        var columns = plan.Table.Columns.Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        if (columns.Contains(TablePlan.RowColumn)) throw MigrationErrors.PlanInvalid($"A target column may not be named '{TablePlan.RowColumn}'.", plan.Name);
        foreach (var key in plan.Key.Concat(plan.Table.ForeignKeys.SelectMany(reference => reference.Columns)).Concat(plan.Table.Unique.SelectMany(unique => unique)))
        {
            if (!columns.Contains(key)) throw MigrationErrors.PlanInvalid($"Table '{plan.Name}' names column '{key}' in a key, but has no such column.", plan.Name);
        }

        foreach (var input in plan.Mapping.Inputs)
        {
            var mapped = new HashSet<string>(StringComparer.Ordinal);
            foreach (var column in input.Columns)
            {
                if (!columns.Contains(column.Target)) throw MigrationErrors.PlanInvalid($"The mapping plan fills column '{column.Target}', which table '{plan.Name}' does not have.", plan.Name, column.Target);
                if (!mapped.Add(column.Target)) throw MigrationErrors.PlanInvalid($"The mapping plan fills column '{column.Target}' of table '{plan.Name}' twice.", plan.Name, column.Target);
            }

            foreach (var column in plan.Table.Columns)
            {
                if (plan.IsRequired(column) && column.Default is null && !mapped.Contains(column.Name))
                {
                    throw MigrationErrors.RequiredUnmapped(plan.Name, column.Name, input.Source);
                }
            }
        }
    }

    /// <summary>Tables after the ones they refer to; where references run in a circle, plan order decides.</summary>
    private static List<TablePlan> OrderByReference(List<TablePlan> tables)
    {
        var ordered = new List<TablePlan>();
        var left = new List<TablePlan>(tables);
        while (left.Count > 0)
        {
            var next = left.FirstOrDefault(table => table.Table.ForeignKeys.All(reference =>
                reference.Table == table.Name || left.All(other => other.Name != reference.Table))) ?? left[0];
            ordered.Add(next);
            left.Remove(next);
        }

        return ordered;
    }

    /// <summary>Reads the next input of the first unfinished table, and feeds every table whose next input is the same source.</summary>
    private static List<ReadPass> MakePasses(List<TablePlan> tables)
    {
        var next = new int[tables.Count];
        var passes = new List<ReadPass>();
        while (tables.FirstOrDefault(table => next[table.Index] < table.Sources.Count) is { } first)
        {
            var source = first.Sources[next[first.Index]];
            var fed = tables
                .Where(table => next[table.Index] < table.Sources.Count && table.Sources[next[table.Index]].Name == source.Name)
                .Select(table => new PassTable(table, next[table.Index]))
                .ToList();
            foreach (var table in fed) next[table.Table.Index]++;
            passes.Add(new ReadPass(passes.Count, source, fed));
        }

        return passes;
    }
}
