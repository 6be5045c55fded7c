using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Text;

/// <summary>What a text says.</summary>
/// <param name="Plan">The plan; null when there is an error.</param>
/// <param name="Diagnostics">Every error and note, in text order.</param>
public sealed record ParseResult(TransformPlan? Plan, IReadOnlyList<DslDiagnostic> Diagnostics)
{
    /// <summary>Pipelines that could be read, errors elsewhere notwithstanding.</summary>
    internal ValueList<Pipeline> Readable { get; init; } = [];

    /// <summary>The plan.</summary>
    /// <exception cref="Lumos.Abstractions.LumosException">The text is refused; the message lists every reason.</exception>
    public TransformPlan OrThrow() => Plan ?? throw DslReject.Exception(Diagnostics.Where(diagnostic => diagnostic.Severity == DslSeverity.Error).ToArray());
}
