using Lumos.Dsl.Model;

namespace Lumos.Dsl.Diagnostics;

/// <summary>Why a row has no value in a target column.</summary>
/// <param name="Target">Target column name.</param>
/// <param name="OperationIndex">Which operation of the pipeline, counted from 0 in the order they are evaluated (inputs before the operation that reads them).</param>
/// <param name="Operation">Kind of the operation.</param>
/// <param name="Error">The reason; exactly one flag.</param>
public sealed record ColumnFailure(string Target, int OperationIndex, OperationKind Operation, ValueErrors Error)
{
    /// <summary>The spelling of <see cref="Error"/> in quarantine records, such as <c>E_CAST</c>.</summary>
    public string Code => ValueErrorCodes.CodeOf(Error);
}
