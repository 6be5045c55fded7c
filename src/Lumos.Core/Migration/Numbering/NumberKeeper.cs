using Lumos.Abstractions;
using Lumos.Core.Migration.Planning;
using Lumos.Core.Supervision;
using Lumos.Core.Supervision.Incremental;

namespace Lumos.Core.Migration.Numbering;

/// <summary>
/// Fixes the numbers of a run that adds to rows numbered before: a key the target has keeps its number, found by the column that keeps the source's key, and a new one gets the next number in source order.
/// Where a run makes, fills or replaces every table that holds such numbers, nothing is fixed and rows are counted as they are read.
/// </summary>
internal sealed class NumberKeeper(ITarget target, MigrationPlan plan, ICatalogReader catalog, RowNumbers numbers, string workFolder)
{
    private const long MostBytes = 1_900_000_000;

    private readonly IReadOnlyList<NumberedRows> _rows = NumberedRows.Of(plan);

    /// <summary>Fixes the numbers, or takes up those an earlier life fixed.</summary>
    /// <param name="actions">What promotion would do with each table of the plan.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Whether they are those of an earlier life; else what it staged cannot be gone on with.</returns>
    /// <exception cref="LumosException">Which row of the target a row of the source is cannot be told, or the target was changed since the numbers were fixed.</exception>
    public async Task<bool> FixAsync(IReadOnlyList<PromotionAction> actions, CancellationToken cancellationToken)
    {
        var file = NumberFile.Of(workFolder);
        if (NumberFile.Read(file) is { } before)
        {
            numbers.Use(before);
            await CheckAsync(actions, cancellationToken).ConfigureAwait(false);
            return true;
        }

        var kept = await KnownAsync(actions, cancellationToken).ConfigureAwait(false);
        if (kept.Count == 0) return true;
        foreach (var known in kept.Where(static one => one.Key.Length > 0)) await GiveAsync(known, _rows.First(rows => rows.Source.Name == known.Source && rows.Key == known.Key).Source, cancellationToken).ConfigureAwait(false);
        if (kept.Sum(static one => one.Bytes) > MostBytes) throw MigrationErrors.NumbersTooLarge(kept[0].Source);
        NumberFile.Write(file, kept);
        numbers.Use(kept);
        return false;
    }

    /// <summary>Makes sure that the target has the numbers still that the run's were fixed by.</summary>
    /// <exception cref="LumosException"><c>MIGRATION_NUMBERS_CHANGED</c>.</exception>
    public async Task CheckAsync(IReadOnlyList<PromotionAction> actions, CancellationToken cancellationToken)
    {
        var now = await KnownAsync(actions, cancellationToken).ConfigureAwait(false);
        if (now.Count != numbers.All.Count || now.Where((one, place) => !numbers.All[place].StartsWith(one)).Any()) throw MigrationErrors.NumbersChanged(target.Name);
    }

    /// <summary>Removes the file of the numbers, which holds keys of the source, once nothing is read by it any more.</summary>
    public void Forget() => File.Delete(NumberFile.Of(workFolder));

    /// <summary>What was fixed, a sentence for each numbered source.</summary>
    public static IReadOnlyList<string> Sentences(RowNumbers numbers) =>
    [
        .. numbers.All.Select(static one => one.Key.Length == 0
            ? FormattableString.Invariant($"{one.Source}: rows are numbered from {one.Highest + 1} on.")
            : FormattableString.Invariant($"{one.Source}: {one.Known} keys have a number in the target; {one.Given} new ones get the numbers from {one.Highest + 1} on.")),
    ];

    /// <summary>References by number to a home of fixed numbers: what does not lead there must not be put in, for a later run would give the number to nobody.</summary>
    public IReadOnlyList<TargetForeignKey> ReferencesOf(TablePlan table) =>
    [
        .. _rows.Where(rows => numbers.All.Any(one => one.Source == rows.Source.Name && one.Key == rows.Key))
            .SelectMany(rows => rows.Columns.Where(column => column.Table == table && !column.IsHome).Select(column => (column.Column, Home: rows.Homes.First())))
            .Where(found => !table.Table.ForeignKeys.Any(own => own.Columns is [var only] && only == found.Column))
            .Select(static found => new TargetForeignKey([found.Column], found.Home.Table.Name, [found.Home.Column])),
    ];

    /// <summary>The numbers the target has, of rows that are added to.</summary>
    private async Task<List<KeyNumbers>> KnownAsync(IReadOnlyList<PromotionAction> actions, CancellationToken cancellationToken)
    {
        var known = new List<KeyNumbers>();
        foreach (var rows in _rows)
        {
            if (rows.Columns.FirstOrDefault(column => IsAddedTo(actions[column.Table.Index])) is not { } added)
            {
                // Counted from what changed alone, the numbers would be others.
                if (rows.Source.Increment?.From is not null && rows.Columns.Count > 0) throw IncrementalErrors.LookedUp(rows.Columns[0].Table.Name, rows.Source.Name);
                continue;
            }

            await RefuseAsync(rows, added.Table, actions, cancellationToken).ConfigureAwait(false);
            var found = new KeyNumbers(rows.Source.Name, rows.Key);
            foreach (var home in rows.Homes) await ReadAsync(found, home, cancellationToken).ConfigureAwait(false);
            foreach (var column in rows.Columns.Where(static column => !column.IsHome)) await ReadAsync(found, column, cancellationToken).ConfigureAwait(false);
            if (found.Ordered.Zip(found.Ordered.Skip(1)).Any(static pair => pair.First.Value == pair.Second.Value)) throw MigrationErrors.NumbersUnclear(target.Name, rows.Homes.First());
            known.Add(found);
        }

        return known;
    }

    private static bool IsAddedTo(PromotionAction action) => action is not (PromotionAction.Create or PromotionAction.Replace or PromotionAction.Fill);

    private async Task RefuseAsync(NumberedRows rows, TablePlan added, IReadOnlyList<PromotionAction> actions, CancellationToken cancellationToken)
    {
        if (rows.Key.Length == 0)
        {
            if (added.Load.Strategy != LoadStrategy.Append) throw MigrationErrors.NumbersAnew(added.Name, $"the rows of '{rows.Source.Name}' are numbered in their order, so none of them can be found there again", "Load it with `replace`, or with `append` where every row of the source is new; or give the source a key.");
            return;
        }

        // A home that is empty knows nobody a row that is there may refer to.
        if (!rows.Homes.Any(home => actions[home.Table.Index] is not (PromotionAction.Create or PromotionAction.Fill)))
        {
            throw MigrationErrors.NumbersAnew(added.Name, rows.Homes.FirstOrDefault() is { } empty ? $"table '{empty.Table.Name}', whose rows the numbers are of, has none" : $"no table of the run has the rows of '{rows.Source.Name}' the numbers are of", "Load the tables that refer to each other with `replace`, in one run.");
        }

        foreach (var home in rows.Homes.Where(home => actions[home.Table.Index] is not (PromotionAction.Create or PromotionAction.Fill)))
        {
            var there = home.Origin is null ? null : await target.DescribeAsync(home.Table.Name, cancellationToken).ConfigureAwait(false);
            if (there?.Columns.Any(column => column.Name == home.Origin) == true) continue;
            throw MigrationErrors.NumbersAnew(
                added.Name, $"table '{home.Table.Name}' keeps no column with '{rows.Key}' of '{rows.Source.Name}' beside the number '{home.Column}', so its rows cannot be found again",
                $"Give '{home.Table.Name}' a text column for that key, such as '{home.Table.Name}_source_value', filled with '{rows.Key}' as it is, and load it once with `replace`, together with the tables that refer to it.");
        }
    }

    private async Task ReadAsync(KeyNumbers found, NumberColumn column, CancellationToken cancellationToken)
    {
        if (await target.DescribeAsync(column.Table.Name, cancellationToken).ConfigureAwait(false) is not { } there || there.Columns.All(one => one.Name != column.Column)) return;

        // A reference the target itself keeps leads nowhere else.
        if (!column.IsHome && there.ForeignKeys.Any(reference => reference.Columns is [var only] && only == column.Column)) return;
        var names = column.Origin is null || there.Columns.All(one => one.Name != column.Origin) ? new[] { column.Column } : [column.Column, column.Origin];
        var asked = new TargetTable { Name = column.Table.Name, Columns = [.. names.Select(name => column.Table.Table.Columns.First(one => one.Name == name) with { Nullable = true })] };
        await foreach (var read in target.ReadAsync(asked, cancellationToken).ConfigureAwait(false))
        {
            using var batch = read;
            for (var row = 0; row < batch.RowCount; row++)
            {
                if (batch.Columns[0].IsNull(row)) continue;
                Int128 number = batch.Columns[0].Type.Kind == ColumnKind.Int64 ? batch.Columns[0].GetValues<long>()[row] : batch.Columns[0].GetScaled(row);
                if (number < long.MinValue || number > long.MaxValue) throw MigrationErrors.NumbersUnclear(target.Name, column);
                var origin = names.Length > 1 && !batch.Columns[1].IsNull(row) ? batch.Columns[1].GetUtf8(row) : default;
                if (!found.AddKnown(origin, (long)number)) throw MigrationErrors.NumbersUnclear(target.Name, column);
            }

            if (found.Bytes > MostBytes) throw MigrationErrors.NumbersTooLarge(found.Source);
        }
    }

    private async Task GiveAsync(KeyNumbers known, CatalogTable table, CancellationToken cancellationToken)
    {
        var source = await catalog.OpenAsync(table, cancellationToken).ConfigureAwait(false);
        await using var opened = source.ConfigureAwait(false);
        var place = source.Schema.IndexOf(known.Key);
        await foreach (var read in source.ReadAsync(new SourceReadOptions(), cancellationToken).ConfigureAwait(false))
        {
            using var batch = read;
            for (var row = 0; row < batch.RowCount; row++)
            {
                if (!batch.Columns[place].IsNull(row)) known.Give(batch.Columns[place].GetUtf8(row));
            }

            if (known.Bytes > MostBytes) throw MigrationErrors.NumbersTooLarge(known.Source);
        }
    }
}
