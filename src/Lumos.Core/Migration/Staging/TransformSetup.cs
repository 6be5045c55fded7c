using Lumos.Abstractions;
using Lumos.Core.Migration.Planning;
using Lumos.Core.Migration.Quarantine;
using Lumos.Core.Migration.Transform;
using Lumos.Core.Supervision;

namespace Lumos.Core.Migration.Staging;

/// <summary>What makes target rows of raw ones, on any thread and in any process: it follows from the run's artifacts and contract.</summary>
internal sealed record TransformSetup
{
    /// <summary>Run.</summary>
    public required string RunId { get; init; }

    /// <summary>Masks previews.</summary>
    public required IPiiMasker Masker { get; init; }

    /// <summary>What the columns mean.</summary>
    public required DomainAssignmentsArtifact Domains { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>What is computed, by pass and table of the pass.</summary>
    public required IReadOnlyList<IReadOnlyList<TransformProgram>> Programs { get; init; }

    /// <summary>Whether hashes of keys are wanted, by which rows whose key may have come before are staged apart or noted.</summary>
    public required bool KeysApart { get; init; }

    /// <summary>Rows per chunk.</summary>
    public required int ChunkRows { get; init; }

    /// <summary>Compiles what a plan computes.</summary>
    public static IReadOnlyList<IReadOnlyList<TransformProgram>> Compile(MigrationPlan plan, string? wanted) =>
        [.. plan.Passes.Select(pass => pass.Tables.Select(table => TransformProgram.Compile(table, MappedColumns.RawSchema(pass.Source), wanted)).ToList())];

    /// <summary>Makes the records of one table fed by one pass.</summary>
    public QuarantineFactory QuarantineOf(ReadPass pass, PassTable table) => new(RunId, table, pass.Source, new PreviewMasks(Masker, Domains, pass.Source, table), Time);
}
