using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Columnar;
using Lumos.Dsl.Model;
using Lumos.Dsl.Text;

namespace Lumos.Core.Supervision.Incremental;

/// <summary>Reads the column that tells what changed from raw rows. Immutable and thread-safe.</summary>
internal sealed class WatermarkColumn
{
    private static readonly ColumnarOptions OneThread = new() { MaxThreads = 1 };

    private readonly ColumnarPlan _plan;

    private WatermarkColumn(ColumnarPlan plan) => _plan = plan;

    /// <summary>Makes the reader of a table's column.</summary>
    /// <exception cref="LumosException"><c>INCREMENTAL_COLUMN_UNFIT</c>: its values are no numbers, dates or timestamps.</exception>
    public static WatermarkColumn Of(CatalogTable table)
    {
        var increment = table.Increment!;
        var name = increment.Column!;
        var own = JoinedTables.Base(table);
        var schema = new ColumnSchema([.. own.Columns.Where(column => column.SourceName == name).Select(static column => new ColumnField(column.SourceName, ColumnType.Text))]);
        var plan = PlanChecker.Check(new TransformPlan([new Pipeline("watermark", null, DslText.ParseExpression(increment.Dsl!))]), schema).Plan;
        if (plan is null || !Watermark.IsOne(plan.Pipelines[0].Value.Type)) throw IncrementalErrors.Unfit(JoinedTables.OwnName(table), name, plan?.Pipelines[0].Value.Type);
        return new WatermarkColumn(ColumnarPlan.Compile(plan, OneThread));
    }

    /// <summary>The value of every row; null where there is none or it cannot be read.</summary>
    public Watermark?[] Read(ColumnBatch raw, CancellationToken cancellationToken)
    {
        using var made = _plan.Execute(raw, cancellationToken);
        var column = made.Columns[0];
        var values = new Watermark?[raw.RowCount];
        for (var row = 0; row < values.Length; row++) values[row] = column.IsNull(row) ? null : Watermark.Of(column, row);
        return values;
    }

    /// <summary>Whether a row with such a value changed since the source was read up to another one. What has no value may have.</summary>
    public static bool Changed(Watermark? value, Watermark? from) => value is not { } known || from is not { } least || !known.IsBelow(least);

    /// <summary>The highest value of a source, null when it has none, and how many rows changed.</summary>
    public async Task<(Watermark? Highest, long Changed)> LookAsync(ISource source, Watermark? from, CancellationToken cancellationToken)
    {
        Watermark? highest = null;
        long changed = 0;
        await foreach (var batch in source.ReadAsync(new SourceReadOptions(), cancellationToken).ConfigureAwait(false))
        {
            using (batch)
            {
                foreach (var value in Read(batch, cancellationToken))
                {
                    if (Changed(value, from)) changed++;
                    if (value is { } one && (highest is not { } most || most.IsBelow(one))) highest = one;
                }
            }
        }

        return (highest, changed);
    }
}
