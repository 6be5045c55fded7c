using Lumos.Abstractions;
using Lumos.Core.Contracts;
using Lumos.Core.Supervision;
using Lumos.Core.Supervision.Incremental;

namespace Lumos.Core.Migration.Planning;

/// <summary>Turns an accepted mapping plan into the order of work. Pure; every contradiction between the artifacts is an error.</summary>
internal static class MigrationPlanner
{
    /// <summary>Makes the plan.</summary>
    /// <param name="input">The artifacts.</param>
    /// <param name="contract">The contract.</param>
    /// <param name="release">What tables that are only added to take from the quarantine of the run before; null when the run follows none, or adds to no table.</param>
    public static MigrationPlan Make(MigrationInput input, RunContract contract, ReleaseScope? release = null)
    {
        var tables = new List<TablePlan>();
        foreach (var mapping in input.Plan.Tables)
        {
            var table = input.Target.Tables.FirstOrDefault(candidate => candidate.Name == mapping.Target)
                ?? throw MigrationErrors.PlanInvalid($"The mapping plan fills table '{mapping.Target}', which the target schema does not have.", mapping.Target);
            if (tables.Any(other => other.Name == table.Name)) throw MigrationErrors.PlanInvalid($"The mapping plan fills table '{table.Name}' twice.", table.Name);
            var sources = mapping.Inputs
                .Select(source => Read(JoinedTables.Find(input.Catalog, source))
                    ?? throw MigrationErrors.PlanInvalid($"The mapping plan reads '{source.Source}', which the catalog does not have.", table.Name))
                .ToList();
            var load = mapping.Inputs.Count == 0 ? Untouched(contract, table.Name) : LoadRules.Of(contract, table.Name);
            var plan = new TablePlan { Index = tables.Count, Table = GivenColumns.Without(WithoutEnd(table, load), mapping), Mapping = GivenColumns.Without(WithoutEnd(mapping, load), table), Sources = sources, Load = load };
            Check(plan);
            if (release is not null && ReleaseScope.Holds(load) && sources.Count > 0) plan = Only(plan, release);
            tables.Add(GoneRows.Plan(plan));
        }

        return new MigrationPlan(tables, ReferenceOrder.Of(tables, static (from, to) => from.Table.ForeignKeys.Any(reference => reference.Table == to.Name)), MakePasses(tables));
    }

    /// <summary>Of a table that is added to only what is released is read: the run before added the rest.</summary>
    private static TablePlan Only(TablePlan plan, ReleaseScope release)
    {
        var names = plan.Sources.Select(JoinedTables.OwnName).ToList();
        if (names.Distinct(StringComparer.Ordinal).Count() < names.Count) throw MigrationErrors.ReleaseUnclear(plan.Name);
        var only = names.ToDictionary(static name => name, name => release.Of(plan.Name, name), StringComparer.Ordinal);
        return plan with { Only = only, Sources = [.. plan.Sources.Select(source => source with { RowCount = only[JoinedTables.OwnName(source)].Length })] };
    }

    // A table that no source feeds stays as it is. Files of a Parquet table can only be replaced, which the check of emptied tables refuses.
    private static TableLoad Untouched(RunContract contract, string table) => contract.Rhs.Location.All(static location => TargetPlaces.Of(location, static path => path) is TargetPlace.DatabaseFile or TargetPlace.Unknown)
        ? TableLoad.Default with { Strategy = LoadStrategy.Append, AddsColumns = LoadRules.Of(contract, table).AddsColumns }
        : LoadRules.Of(contract, table);

    /// <summary>A source that has as many rows as are read of it.</summary>
    private static CatalogTable? Read(CatalogTable? table) => table?.Increment is { Rows: { } rows } ? table with { RowCount = rows } : table;

    private static void Check(TablePlan plan)
    {
        var columns = plan.Table.Columns.Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        if (columns.Contains(TablePlan.RowColumn)) throw MigrationErrors.PlanInvalid($"A target column may not be named '{TablePlan.RowColumn}'.", plan.Name);
        foreach (var key in plan.Key.Concat(plan.Table.ForeignKeys.SelectMany(reference => reference.Columns)).Concat(plan.Table.Unique.SelectMany(unique => unique)))
        {
            if (!columns.Contains(key)) throw MigrationErrors.PlanInvalid($"Table '{plan.Name}' names column '{key}' in a key, but has no such column.", plan.Name);
        }

        CheckVersions(plan);
        CheckChanged(plan);
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

    /// <summary>When a version ends is found by the promotion, whatever a source says.</summary>
    private static TableMapping WithoutEnd(TableMapping mapping, TableLoad load) => load.Strategy != LoadStrategy.Scd2
        ? mapping
        : mapping with { Inputs = [.. mapping.Inputs.Select(input => input with { Columns = [.. input.Columns.Where(column => column.Target != load.ValidTo)] })] };

    private static TargetTable WithoutEnd(TargetTable table, TableLoad load) => load.Strategy != LoadStrategy.Scd2
        ? table
        : table with { Columns = [.. table.Columns.Select(column => column.Name == load.ValidTo ? column with { Default = null } : column)] };

    /// <summary>A table with versions says from when and until when each is valid.</summary>
    private static void CheckVersions(TablePlan plan)
    {
        if (plan.Load.Strategy != LoadStrategy.Scd2) return;
        var (from, to) = (plan.Load.ValidFrom, plan.Load.ValidTo);
        if (!plan.Table.PrimaryKey.Contains(from, StringComparer.Ordinal) || plan.Table.PrimaryKey.Count < 2)
            throw MigrationErrors.PlanInvalid($"Table '{plan.Name}' is loaded by scd2, so its primary key must be the key of what has versions and '{from}'.", plan.Name, from);
        if (plan.Table.Columns.FirstOrDefault(column => column.Name == to) is not { Nullable: true } end || end.Type != plan.Table.Columns.First(column => column.Name == from).Type)
            throw MigrationErrors.PlanInvalid($"Table '{plan.Name}' is loaded by scd2, so it needs a column '{to}' of the type of '{from}' that may be NULL.", plan.Name, to);
    }

    /// <summary>Changed rows alone are put in by key, and what is looked up must be there whole, but for numbers: those of rows that did not change are in the target.</summary>
    private static void CheckChanged(TablePlan plan)
    {
        foreach (var source in plan.Sources)
        {
            if (source.Joins?.FirstOrDefault(static join => join.Table.Increment is not null && join.Join is not { Numbered: true, Key.Length: > 0 }) is { } looked) throw IncrementalErrors.LookedUp(plan.Name, looked.Table.Name);
            if (source.Increment is { } increment && (plan.Load.Strategy is not (LoadStrategy.Upsert or LoadStrategy.Scd2) || (plan.Load.DeletesMissing && increment.Replication is null))) throw IncrementalErrors.Load(plan.Name, JoinedTables.OwnName(source));
        }
    }

    /// <summary>Reads the next input of the first unfinished table, and feeds every table whose next input is the same source.</summary>
    private static List<ReadPass> MakePasses(List<TablePlan> tables)
    {
        var next = new int[tables.Count];
        var passes = new List<ReadPass>();
        while (tables.FirstOrDefault(table => next[table.Index] < table.Sources.Count) is { } first)
        {
            var source = first.Sources[next[first.Index]];
            var identity = JoinedTables.Identity(source);
            var only = first.Only?[JoinedTables.OwnName(source)];
            var fed = tables
                .Where(table => table == first || (only is null && table.Only is null && next[table.Index] < table.Sources.Count && JoinedTables.Identity(table.Sources[next[table.Index]]) == identity))
                .Select(table => new PassTable(table, next[table.Index]))
                .ToList();
            foreach (var table in fed) next[table.Table.Index]++;
            passes.Add(new ReadPass(passes.Count, source, fed) { Only = only });
        }

        return passes;
    }
}
