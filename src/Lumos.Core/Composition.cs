using Lumos.Core.Analysis;
using Lumos.Core.Domains;
using Lumos.Core.Ingest;
using Lumos.Core.Ingest.Inventory;
using Lumos.Core.Ingest.Reading;
using Lumos.Core.Mapping;
using Lumos.Core.Migration;
using Lumos.Core.Policy.Masking;
using Lumos.Core.Supervision;

namespace Lumos.Core;

/// <summary>The one place where the stages are put together.</summary>
internal static class Composition
{
    public static StageSet Compose(StageServices services)
    {
        var masker = new PiiMasker();
        var verifier = new SourceVerifier();
        var reader = new CatalogReader(services.Resolve, verifier);
        return new StageSet(
            new IngestStage(masker, verifier),
            new DomainsStage(reader, masker),
            new MappingStage(reader, masker, new ColumnNamer()),
            new AnalysisStage(reader),
            new MigrationStage(reader, masker, services.State, services.Failpoints, services.Resolve),
            reader);
    }
}
