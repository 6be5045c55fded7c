using Lumos.Abstractions;
using Lumos.Core.Supervision;

namespace Lumos.Core.Tests.Supervision;

/// <summary>A stage that does what the test says, and counts.</summary>
internal sealed class ScriptedStage<TIn, TOut>(StageName name, Func<StageContext, TOut> make) : IStage<TIn, TOut>
{
    public StageName Name => name;

    public int Calls { get; private set; }

    public Queue<Func<StageContext, CancellationToken, Task<GateDecision>>> Script { get; } = new();

    public void Next(GateDecision decision) => Script.Enqueue((_, _) => Task.FromResult(decision));

    public void Next(Exception failure) => Script.Enqueue((_, _) => Task.FromException<GateDecision>(failure));

    public async Task<StageOutcome<TOut>> RunAsync(TIn input, StageContext context, CancellationToken cancellationToken = default)
    {
        Calls++;
        cancellationToken.ThrowIfCancellationRequested();
        var decision = Script.TryDequeue(out var step) ? await step(context, cancellationToken) : GateDecision.Accept;
        return new StageOutcome<TOut>(make(context), decision, decision == GateDecision.Accept ? [] : [$"{name} says {decision}."]);
    }
}

/// <summary>Five scripted stages.</summary>
internal sealed class ScriptedStages
{
    public ScriptedStage<IngestInput, CatalogArtifact> Ingest { get; } = new(StageName.Ingest, context => new CatalogArtifact
    {
        Header = Header(context, ArtifactKind.Catalog), SnapshotHash = new string('a', 64), Tables = [],
    });

    public ScriptedStage<DomainsInput, DomainAssignmentsArtifact> Domains { get; } = new(StageName.Domains, context => new DomainAssignmentsArtifact
    {
        Header = Header(context, ArtifactKind.DomainAssignments), Columns = [],
    });

    public ScriptedStage<MappingInput, MappingPlanArtifact> Mapping { get; } = new(StageName.Mapping, context => new MappingPlanArtifact
    {
        Header = Header(context, ArtifactKind.MappingPlan), TargetSchemaHash = new string('b', 64), Tables = [],
    });

    public ScriptedStage<AnalysisInput, AnalysisReportArtifact> Analysis { get; } = new(StageName.Analysis, context => new AnalysisReportArtifact
    {
        Header = Header(context, ArtifactKind.AnalysisReport), Conclusion = GateDecision.Accept, Checks = [],
    });

    public ScriptedStage<MigrationInput, MigrationRunArtifact> Migration { get; } = new(StageName.Migration, context => new MigrationRunArtifact
    {
        Header = Header(context, ArtifactKind.MigrationRun), Strategy = "elt", Target = "out.duckdb", Promoted = true, Tables = [],
    });

    public string Calls => $"{Ingest.Calls}{Domains.Calls}{Mapping.Calls}{Analysis.Calls}{Migration.Calls}";

    /// <summary>State of the run that was composed last.</summary>
    public IRunState State { get; private set; } = null!;

    public StageSet Compose(StageServices services)
    {
        State = services.State;
        return new(Ingest, Domains, Mapping, Analysis, Migration, new NoReader());
    }

    /// <summary>What the stage of this name does next.</summary>
    public void Next(StageName stage, Func<StageContext, CancellationToken, Task<GateDecision>> step)
    {
        switch (stage)
        {
            case StageName.Ingest: Ingest.Script.Enqueue(step); break;
            case StageName.Domains: Domains.Script.Enqueue(step); break;
            case StageName.Mapping: Mapping.Script.Enqueue(step); break;
            case StageName.Analysis: Analysis.Script.Enqueue(step); break;
            default: Migration.Script.Enqueue(step); break;
        }
    }

    private static ArtifactHeader Header(StageContext context, ArtifactKind kind) => new()
    {
        Kind = kind, RunId = context.Contract.RunId, ContractHash = context.ContractHash, PolicyVersion = context.Policy.PolicyVersion,
        ThresholdProfileId = context.Thresholds.ProfileId, DslVersion = context.Contract.DslVersion,
    };
}

/// <summary>Scripted stages read nothing.</summary>
internal sealed class NoReader : ICatalogReader
{
    public ValueTask<ISource> OpenAsync(CatalogTable table, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<ColumnBatch> ReadSampleAsync(CatalogTable table, TableSample sample, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
