using Lumos.Abstractions;

namespace Lumos.Dsl.Sql;

/// <summary>A compiled expression: its value in the forms others may ask for, and the errors of it and everything under it.</summary>
internal sealed class CompiledNode
{
    private SqlBinding? _native;
    private SqlBinding? _scaled;

    /// <param name="type">Type of the value.</param>
    /// <param name="emitted">What the operation compiled to.</param>
    /// <param name="firstErrorNumber">The number of the first error it can hold.</param>
    /// <param name="inputs">What it reads.</param>
    /// <param name="guard">Where the node counts: the condition of the branch it stands in; null outside of branches.</param>
    public CompiledNode(ColumnType type, Emitted emitted, int firstErrorNumber, IReadOnlyList<CompiledNode> inputs, SqlFragment? guard = null)
    {
        Guard = guard;
        Type = type;
        _native = emitted.Native;
        _scaled = emitted.Scaled;
        Value = emitted.Value;
        Error = emitted.Error;
        FirstErrorNumber = firstErrorNumber;
        Failing = [.. inputs.SelectMany(input => input.Failing).Concat(Error is null ? [] : [this]).Distinct()];
    }

    public ColumnType Type { get; }

    /// <summary>NULL on an error; else the value, in some form.</summary>
    public SqlBinding Value { get; }

    /// <summary>The operation's own error number, NULL where there is none; null when it cannot fail.</summary>
    public SqlFragment? Error { get; }

    /// <summary>True or false for every row; an error counts where it is true. Null when it always counts.</summary>
    public SqlFragment? Guard { get; }

    /// <summary>The number of the first error <see cref="Error"/> can hold.</summary>
    public int FirstErrorNumber { get; }

    /// <summary>This node and those under it that can fail.</summary>
    public IReadOnlyList<CompiledNode> Failing { get; }

    /// <summary>The value in the engine's type for <see cref="Type"/>.</summary>
    public SqlBinding Native(LetChain chain) => _native ??= chain.Bind(chain.Dialect.ToDecimal(_scaled!, Type));

    /// <summary>An int64 or decimal as its scaled integer.</summary>
    public SqlBinding Scaled(LetChain chain) => _scaled ??= Type.Kind == ColumnKind.Int64 ? _native! : chain.Bind(chain.Dialect.ToScaled(_native!, Type));
}

/// <summary>An operation of a pipeline that can fail.</summary>
/// <param name="Node">The operation, compiled for the first pipeline that has it.</param>
/// <param name="Shift">What to add to its error number for the number this pipeline counts.</param>
internal sealed record PipelineError(CompiledNode Node, int Shift);

/// <summary>A compiled pipeline.</summary>
internal sealed record CompiledPipeline(string Target, SqlBinding Value, IReadOnlyList<PipelineError> Errors);
