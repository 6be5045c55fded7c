using Lumos.Dsl.Diagnostics;

namespace Lumos.Dsl.Checking;

/// <summary>What the checker found.</summary>
/// <param name="Plan">The typed plan; null when there is an error.</param>
/// <param name="Diagnostics">Every error and warning, in plan order.</param>
public sealed record CheckResult(TypedPlan? Plan, IReadOnlyList<DslDiagnostic> Diagnostics)
{
    /// <summary>The typed plan.</summary>
    /// <exception cref="Lumos.Abstractions.LumosException">The plan is refused; the message lists every reason.</exception>
    public TypedPlan OrThrow() => Plan ?? throw DslReject.Exception(Diagnostics.Where(diagnostic => diagnostic.Severity == DslSeverity.Error).ToArray());
}
