using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Lumos.Abstractions;
using Lumos.Core.Supervision;

namespace Lumos.Core.Ingest.Reading;

/// <summary>
/// A source with columns of other tables behind its own, looked up by key. Rows, their order and their places are those of the source, so a resumed run reads on as it
/// would without the join; a row whose reference finds nothing carries an issue instead of vanishing.
/// </summary>
internal sealed class JoinedSource : ISource
{
    private readonly ISource _rows;
    private readonly Step[] _steps;
    private readonly ColumnSchema _added;

    private JoinedSource(ISource rows, Step[] steps, ColumnSchema schema, ColumnSchema added) => (_rows, _steps, Schema, _added) = (rows, steps, schema, added);

    public string Name => _rows.Name;

    public ColumnSchema Schema { get; }

    /// <summary>Opens what is looked up and reads it into memory.</summary>
    /// <param name="table">The joined table.</param>
    /// <param name="open">Opens a table of the catalog.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <param name="numbers">Numbers of rows that are fixed; null where all are counted.</param>
    public static async Task<JoinedSource> OpenAsync(CatalogTable table, Func<CatalogTable, ValueTask<ISource>> open, CancellationToken cancellationToken, RowNumbers? numbers = null)
    {
        var own = JoinedTables.Base(table);
        List<Step> steps = [];
        foreach (var (looked, join) in table.Joins!)
        {
            var kept = numbers?.Of(join);
            if (join is { Numbered: true, Key: "" })
            {
                steps.Add(new Step(join, null, -1, -1, []) { Numbers = kept });
                continue;
            }

            var of = steps.FindIndex(s => join.Reference.StartsWith(s.Join.As + ".", StringComparison.Ordinal) && s.Join.Columns.Contains(join.Reference[(s.Join.As.Length + 1)..]));
            var (place, column) = of < 0
                ? (own.Columns.ToList().FindIndex(c => c.SourceName == join.Reference), own.Columns.First(c => c.SourceName == join.Reference))
                : (steps[of].Join.Columns.ToList().IndexOf(join.Reference[(steps[of].Join.As.Length + 1)..]), table.Columns.First(c => c.SourceName == join.Reference));
            steps.Add(new Step(join, kept is null ? await ReadAsync(looked, join).ConfigureAwait(false) : null, of, place, [.. (column.NullTokens ?? []).Concat(join.Nobody is { } nobody ? [nobody] : []).Select(Encoding.UTF8.GetBytes)]) { Before = of < 0 ? null : steps[of].Table, Numbers = kept });
        }

        ColumnField[] added = [.. table.Columns.Skip(own.Columns.Count).Select(static c => new ColumnField(c.SourceName, ColumnType.Text))];
        var rows = await open(own).ConfigureAwait(false);
        return new JoinedSource(rows, [.. steps], new ColumnSchema([.. rows.Schema.Fields, .. added]), new ColumnSchema(added));

        async Task<LookupTable> ReadAsync(CatalogTable looked, SourceJoin join)
        {
            var source = await open(looked).ConfigureAwait(false);
            await using var opened = source.ConfigureAwait(false);
            return await LookupTable.ReadAsync(source, join, cancellationToken).ConfigureAwait(false);
        }
    }

    public async IAsyncEnumerable<ColumnBatch> ReadAsync(SourceReadOptions options, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var batch in _rows.ReadAsync(options, cancellationToken).ConfigureAwait(false)) yield return Extend(batch);
    }

    public ValueTask DisposeAsync() => _rows.DisposeAsync();

    private ColumnBatch Extend(ColumnBatch batch)
    {
        var added = new TextBatchBuilder(_added);
        List<RowIssue> issues = [];
        var found = new int[_steps.Length];
        for (var row = 0; row < batch.RowCount; row++)
        {
            for (var s = 0; s < _steps.Length; s++)
            {
                var step = _steps[s];
                if (step.Place < 0)
                {
                    // Rows are counted from 1, as people number them.
                    AddNumber(added, batch.Origin.NumberOf(row) + 1 + (step.Numbers?.Highest ?? 0));
                    continue;
                }

                found[s] = Look(step, batch, row, found, out var number);
                if (found[s] == LookupTable.Several || (found[s] == LookupTable.None && step.Join.Optional != true)) issues.Add(new RowIssue(row, found[s] == LookupTable.None ? JoinedTables.NoMatch : JoinedTables.Ambiguous, step.Join.Reference));
                for (var c = 0; c < step.Join.Columns.Count; c++)
                {
                    if (found[s] >= 0 && step.Join.Numbered == true) AddNumber(added, number);
                    else if (found[s] < 0 || step.Table!.Columns[c].IsNull(found[s])) added.AddNull();
                    else added.Add(step.Table.Columns[c].GetUtf8(found[s]));
                }
            }

            added.EndRow();
        }

        var columns = added.Take(batch.Origin.Source, 0, null).Columns;
        return new ColumnBatch(Schema, batch.RowCount, [.. batch.Columns, .. columns], batch.Origin, batch)
        {
            Issues = issues.Count == 0 ? batch.Issues : [.. batch.Issues.Concat(issues).OrderBy(static i => i.Row)], Skipped = batch.Skipped,
        };
    }

    // No reference is no match asked for.
    private static int Look(Step step, ColumnBatch batch, int row, int[] found, out long number)
    {
        const int notAsked = -3;
        number = 0;
        if (step.Of >= 0 && found[step.Of] < 0) return notAsked;
        var (column, at) = step.Before is { } before ? (before.Columns[step.Place], found[step.Of]) : (batch.Columns[step.Place], row);
        if (column.IsNull(at)) return notAsked;
        var key = JoinKey.Of(column.GetUtf8(at));
        if (key.IsEmpty) return notAsked;
        foreach (var token in step.Nulls) if (key.SequenceEqual(token)) return notAsked;
        if (step.Numbers is { } numbers) return numbers.TryFind(key, out number) ? 0 : LookupTable.None;
        if (step.Join.Numbered != true) return step.Table!.Find(key);
        var first = step.Table!.First(key);
        number = first + 1L;
        return first;
    }

    private static void AddNumber(TextBatchBuilder added, long number)
    {
        Span<byte> digits = stackalloc byte[20];
        number.TryFormat(digits, out var length, default, CultureInfo.InvariantCulture);
        added.Add(digits[..length]);
    }

    /// <param name="Join">By what.</param>
    /// <param name="Table">What is looked up; null for the row's own number, and where numbers are fixed.</param>
    /// <param name="Of">Step the reference is found in; negative for the row itself.</param>
    /// <param name="Place">Place of the reference among the columns there; negative for the row's own number.</param>
    /// <param name="Nulls">Spellings of no reference.</param>
    private sealed record Step(SourceJoin Join, LookupTable? Table, int Of, int Place, byte[][] Nulls)
    {
        /// <summary>Table the reference is in; null when it is in the row itself.</summary>
        public LookupTable? Before { get; init; }

        /// <summary>Numbers that are fixed; null where rows are counted, and for columns.</summary>
        public KeyNumbers? Numbers { get; init; }
    }
}
