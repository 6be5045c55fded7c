using System.Collections.Concurrent;
using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Columnar.Batches;
using Lumos.Dsl.Columnar.Blocks;
using Lumos.Dsl.Columnar.Kernels;
using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Sql;
using Lumos.Dsl.Features;

namespace Lumos.Dsl.Columnar;

/// <summary>
/// A checked plan that computes batches of columns in this process: UTF-8 in and out, no strings, no memory allocated for a row. Immutable
/// and thread-safe.
/// </summary>
/// <remarks>
/// Source text must be what <see cref="ColumnKind.Text"/> promises: valid UTF-8 without U+0000. The buffers of a result come from a pool and
/// go back to it when the batch is disposed.
/// </remarks>
public sealed partial class ColumnarPlan
{
    /// <summary>Name of the column that says why a row failed.</summary>
    public const string FailureColumn = CompiledPlan.FailureColumn;

    /// <summary>What this executor runs beyond the core of the language.</summary>
    internal const DslFeatures Supported =
        DslFeatures.NumberFormat | DslFeatures.DateOffset | DslFeatures.AmPm | DslFeatures.MonthNames | DslFeatures.Fractions | DslFeatures.Epoch | DslFeatures.SerialDate | DslFeatures.ShortHour
        | DslFeatures.TitleCase | DslFeatures.WideDecimal | DslFeatures.Float64 | DslFeatures.FromEnd | DslFeatures.NamedZone | DslFeatures.SelectWhen;

    private readonly ConcurrentBag<Frame> _frames = [];
    private readonly Kernel[] _kernels;

    private ColumnarPlan(TypedPlan plan, ColumnarCompiler compiler, TargetColumnPlan[] columns, ColumnarOptions options)
    {
        Plan = plan;
        Options = options;
        Failures = compiler.Failures;
        Columns = columns;
        Ordinals = [.. compiler.Ordinals];
        _kernels = [.. compiler.Kernels];
        Steps = [.. compiler.Kernels.Where(kernel => kernel is not ConstantKernel)];
        Scratch = [.. compiler.Kernels.Where(kernel => kernel.MakesBytes && !columns.Any(column => column.AppendsInPlace && column.Root == kernel.Id)).Select(kernel => kernel.Id)];
        Schema = SchemaOf(columns, FailureColumn);
        DetailSchema = SchemaOf(columns, [.. columns.Select((_, i) => CompiledPlan.DetailColumn(i))]);
    }

    /// <summary>The plan.</summary>
    public TypedPlan Plan { get; }

    /// <summary>
    /// What the numbers of <see cref="FailureColumn"/> mean, in plan order: number n is item n - 1, and 0 means the row is good. The numbers
    /// are those of <see cref="CompiledPlan"/>.
    /// </summary>
    public IReadOnlyList<ColumnFailure> Failures { get; }

    /// <summary>The columns <see cref="Execute"/> gives: one per pipeline in plan order, then <see cref="FailureColumn"/>.</summary>
    public ColumnSchema Schema { get; }

    internal ColumnSchema DetailSchema { get; }

    internal ColumnarOptions Options { get; }

    internal TargetColumnPlan[] Columns { get; }

    /// <summary>Source columns that are read.</summary>
    internal int[] Ordinals { get; }

    /// <summary>Kernels to run for each block, in order.</summary>
    internal Kernel[] Steps { get; }

    /// <summary>Nodes whose bytes are not kept.</summary>
    internal int[] Scratch { get; }

    /// <summary>Compiles a plan.</summary>
    /// <param name="plan">A plan that passed the checker.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="LumosException"><c>DSL_REJECT</c>: this executor cannot run the plan exactly.</exception>
    public static ColumnarPlan Compile(TypedPlan plan, ColumnarOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        PlanFeatures.Require(plan, Supported, "the columnar executor");
        if (plan.Pipelines.FirstOrDefault(pipeline => pipeline.Target.StartsWith(FailureColumn, StringComparison.OrdinalIgnoreCase)) is { } taken)
        {
            throw DslReject.Exception(RejectCode.Backend, $"A target column cannot be named '{taken.Target}': names that begin with {FailureColumn} say why a row failed.", "Give the column another name.");
        }

        var compiler = new ColumnarCompiler(plan.Source);
        var columns = plan.Pipelines.Select(compiler.Compile).ToArray();
        return new ColumnarPlan(plan, compiler, columns, options ?? new ColumnarOptions());
    }

    /// <summary>Computes a batch. Large batches are shared out among threads.</summary>
    /// <param name="batch">Rows with the plan's source columns, found by name; others are not looked at. It stays the caller's.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>One row per source row, in order: the target columns and, as int64, <see cref="FailureColumn"/>: 0 for a good row, else the
    /// number of the first failing column and its reason in plan order. A failed column is NULL.</returns>
    /// <exception cref="ArgumentException">The batch lacks a source column, or one has another type.</exception>
    /// <exception cref="LumosException"><c>COLUMN_TOO_LARGE</c>: a text column would hold more than 2 GB.</exception>
    public ColumnBatch Execute(ColumnBatch batch, CancellationToken cancellationToken = default) => new BatchRun(this, batch, detailed: false, cancellationToken).Run(Options.MaxThreads);

    /// <summary>
    /// Computes a batch with the failures of every column: the target columns, then per target column an int64 column <c>lumos_failure_1</c>,
    /// <c>lumos_failure_2</c> ... with that column's own failure number or 0. For previews and success rates per column.
    /// </summary>
    /// <param name="batch">See <see cref="Execute"/>.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException">The batch lacks a source column, or one has another type.</exception>
    /// <exception cref="LumosException"><c>COLUMN_TOO_LARGE</c>: a text column would hold more than 2 GB.</exception>
    public ColumnBatch ExecuteDetailed(ColumnBatch batch, CancellationToken cancellationToken = default) => new BatchRun(this, batch, detailed: true, cancellationToken).Run(Options.MaxThreads);

    internal Frame RentFrame() => _frames.TryTake(out var frame) ? frame : new Frame(_kernels, Columns.Length);

    internal void ReturnFrame(Frame frame)
    {
        frame.Trim();
        _frames.Add(frame);
    }

    private static ColumnSchema SchemaOf(TargetColumnPlan[] columns, params IEnumerable<string> failures) =>
        new([.. columns.Select(column => column.Field), .. failures.Select(name => new ColumnField(name, ColumnType.Int64, Nullable: false))]);
}
