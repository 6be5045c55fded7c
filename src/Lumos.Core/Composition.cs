using Lumos.Core.Analysis;
using Lumos.Core.Domains;
using Lumos.Core.Ingest;
using Lumos.Core.Ingest.Inventory;
using Lumos.Core.Ingest.Reading;
using Lumos.Core.Mapping;
using Lumos.Core.Migration;
using Lumos.Core.Migration.Edits;
using Lumos.Core.Migration.Staging;
using Lumos.Core.Migration.Targets;
using Lumos.Core.Policy.Masking;
using Lumos.Core.State;
using Lumos.Core.Supervision;

namespace Lumos.Core;

/// <summary>The one place where the stages are put together.</summary>
internal static class Composition
{
    /// <summary>The stages of one run. They share a reader, so that a source is not hashed twice. The catalog is null for the built-in one.</summary>
    public static StageSet Compose(StageServices services, DomainCatalog? catalog)
    {
        // Reading the catalog takes a tenth of a second: it is done beside ingest, which does not need it.
        if (catalog is null) _ = Task.Run(static () => DomainCatalog.Default);
        var masker = services.Masker ?? new PiiMasker();
        var edits = new EditedRows(services.Edits, services.SettleEdits) { Sought = services.Sought };
        var numbers = new RowNumbers();
        var verifier = new SourceVerifier();
        var reader = new CatalogReader(services.Resolve, verifier, services.WorkFolder);
        return new StageSet(
            new IngestStage(masker, verifier, services.Connectors, services.Since),
            new DomainsStage(reader, masker, catalog, services.Embeddings, services.Centroids),
            new MappingStage(reader, masker, new ColumnNamer(catalog), services.MappingRules, services.Fixes, services.Model),
            new AnalysisStage(reader, masker),
            new MigrationStage(new CatalogReader(services.Resolve, verifier, services.WorkFolder, (table, source, cancellation) => edits.OverAsync(table, ChangedRows.Over(table, source), cancellation), numbers), masker, services.State, services.Failpoints, new TargetOpener(services.Resolve, services.Connectors) { Failpoints = services.Failpoints }) { EditsGone = () => edits.Gone, Numbers = numbers, Release = services.Released is { } released ? new RowRelease(released, edits, services.SettleReleased) { CheckAsync = services.CheckRelease } : null },
            reader) { FixesHash = AppliedFixes.HashOf(services.Fixes) };
    }
}
