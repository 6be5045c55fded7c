using Lumos.Abstractions;

namespace Lumos.Dsl.DuckDb;

/// <summary>A compiled expression: its value in the forms others may ask for, and the errors of it and everything under it.</summary>
internal sealed class CompiledNode
{
    private SqlBinding? _native;
    private SqlBinding? _scaled;

    public CompiledNode(ColumnType type, Emitted emitted, int firstErrorNumber, IReadOnlyList<CompiledNode> inputs)
    {
        Type = type;
        _native = emitted.Native;
        _scaled = emitted.Scaled;
        Error = emitted.Error;
        FirstErrorNumber = firstErrorNumber;
        var errors = inputs.SelectMany(input => input.AllErrors);
        AllErrors = (Error is null ? errors : errors.Append(Error)).Distinct().ToList();
    }

    public ColumnType Type { get; }

    /// <summary>The operation's own error number, NULL where there is none; null when it cannot fail.</summary>
    public SqlBinding? Error { get; }

    /// <summary>The number of the first error <see cref="Error"/> can hold.</summary>
    public int FirstErrorNumber { get; }

    public IReadOnlyList<SqlBinding> AllErrors { get; }

    /// <summary>The value in DuckDB's type for <see cref="Type"/>.</summary>
    public SqlBinding Native(LetChain chain) => _native ??= chain.Bind(NumberForms.ToDecimal(_scaled!, Type));

    /// <summary>An int64 or decimal as its scaled integer.</summary>
    public SqlBinding Scaled(LetChain chain) => _scaled ??= Type.Kind == ColumnKind.Int64 ? _native! : chain.Bind(NumberForms.ToScaled(_native!, Type));
}

/// <summary>A column of the relation read, as its declared type.</summary>
internal sealed class SourceColumn(string name, ColumnType type)
    : SqlFragment([$"CAST({SqlText.Identifier(name)} AS {DuckDbTypes.NameOf(type)})"]);

/// <summary>An error column of a pipeline.</summary>
/// <param name="Number">The number column, as the first pipeline with this operation counts.</param>
/// <param name="Shift">What to add for the number this pipeline counts.</param>
/// <param name="First">The first number the column can hold.</param>
internal sealed record PipelineError(SqlBinding Number, int Shift, int First);

/// <summary>A compiled pipeline.</summary>
internal sealed record CompiledPipeline(string Target, SqlBinding Value, IReadOnlyList<PipelineError> Errors);
