using Lumos.Dsl.Model;

namespace Lumos.Dsl.Vectors;

/// <summary>A backend that can be held against vectors.</summary>
public interface IVectorBackend
{
    /// <summary>Name on the command line, such as <c>interpreter</c> or <c>duckdb</c>.</summary>
    string Name { get; }

    /// <summary>Computes one expression over some rows.</summary>
    /// <param name="vector">The expression and its columns.</param>
    /// <param name="rows">Canonical text of each column's value, per row; null is NULL.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>One value or error per row.</returns>
    /// <exception cref="Lumos.Abstractions.LumosException"><c>DSL_REJECT</c>: this backend cannot express it exactly.</exception>
    IReadOnlyList<VectorOutcome> Evaluate(CompiledVector vector, IReadOnlyList<ValueList<string?>> rows, CancellationToken cancellationToken);
}
