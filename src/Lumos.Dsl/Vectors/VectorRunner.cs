using Lumos.Abstractions;
using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Vectors;

/// <summary>Holds a backend against vectors. Vectors with the same operation and arguments are computed together.</summary>
public static class VectorRunner
{
    /// <summary>The results, in the order of the vectors.</summary>
    /// <param name="vectors">The vectors.</param>
    /// <param name="backend">The backend; null checks the compile-time rejects only and leaves the others out.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static IReadOnlyList<VectorResult> Run(IEnumerable<DslVector> vectors, IVectorBackend? backend, CancellationToken cancellationToken = default) => Run(vectors, backend, DslFlags.None, cancellationToken);

    /// <summary>The results with parts of the language beyond version 1, in the order of the vectors.</summary>
    /// <param name="vectors">The vectors.</param>
    /// <param name="backend">The backend; null checks the compile-time rejects only and leaves the others out.</param>
    /// <param name="flags">Parts of the language to allow beyond version 1.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static IReadOnlyList<VectorResult> Run(IEnumerable<DslVector> vectors, IVectorBackend? backend, DslFlags flags, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        var all = vectors.ToArray();
        var results = new VectorResult?[all.Length];
        var groups = Enumerable.Range(0, all.Length).GroupBy(i => (all[i].Operation, Args: all[i].Args.GetRawText(), all[i].Inputs.Count));
        foreach (var group in groups)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Run(all, [.. group], backend, flags, results, cancellationToken);
        }

        return [.. results.OfType<VectorResult>()];
    }

    private static void Run(DslVector[] all, int[] group, IVectorBackend? backend, DslFlags flags, VectorResult?[] results, CancellationToken cancellationToken)
    {
        var compiled = VectorCompiler.Compile(all[group[0]], out var diagnostics, flags);
        if (compiled is null)
        {
            foreach (var i in group) Add(i, new(null, Reject: diagnostics[0].Code));
            return;
        }

        if (backend is null)
        {
            foreach (var i in group.Where(i => all[i].Expected.Reject is not null)) Add(i, new(null));
            return;
        }

        // A vector that expects a reject need not have a row to compute.
        foreach (var i in group.Where(i => all[i].Inputs.Count != compiled.Source.Fields.Count)) Add(i, new(null));
        var computed = group.Where(i => all[i].Inputs.Count == compiled.Source.Fields.Count).ToArray();
        if (computed.Length == 0) return;
        try
        {
            var outcomes = backend.Evaluate(compiled, [.. computed.Select(i => all[i].Inputs)], cancellationToken);
            if (outcomes.Count != computed.Length) throw new InvalidOperationException($"Backend {backend.Name} gave {outcomes.Count} answers for {computed.Length} rows.");
            for (var k = 0; k < computed.Length; k++) Add(computed[k], outcomes[k]);
        }
        catch (LumosException refusal) when (refusal.Code == ErrorCode.DslReject)
        {
            var code = refusal.Reason.StartsWith(DslDiagnostic.ReasonPrefix, StringComparison.Ordinal) ? refusal.Reason[DslDiagnostic.ReasonPrefix.Length..] : refusal.Reason;
            foreach (var i in computed) Add(i, new(null, Reject: code), refused: true);
        }

        void Add(int i, VectorOutcome actual, bool refused = false)
        {
            var passed = actual == all[i].Expected;
            results[i] = new(all[i], actual, passed ? VectorVerdict.Passed : refused ? VectorVerdict.Refused : VectorVerdict.Failed);
        }
    }
}
