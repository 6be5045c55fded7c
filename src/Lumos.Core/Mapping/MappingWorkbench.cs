using Lumos.Abstractions;
using Lumos.Core.Mapping.Matching;
using Lumos.Core.Supervision;

namespace Lumos.Core.Mapping;

/// <summary>Everything mapping works on: source columns with their samples and target columns with what is known of them. For one run.</summary>
internal sealed class MappingWorkbench
{
    private readonly Dictionary<(string Source, string Target), MatchMatrix> _matches = [];

    private readonly Dictionary<string, SourceSide> _sources = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TargetSide> _targets = new(StringComparer.Ordinal);

    private MappingWorkbench(PolicyDecision previews, bool mayRun) => (Previews, MayRun) = (previews, mayRun);

    /// <summary>What policy says about running transforms over samples.</summary>
    public PolicyDecision Previews { get; }

    /// <summary>Whether pipelines may run over the raw sample.</summary>
    public bool MayRun { get; }

    /// <summary>Raw samples by source table; empty when values may not be looked at.</summary>
    public required IReadOnlyDictionary<string, RawSample> Samples { get; init; }

    /// <summary>Source columns by table.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<SourceColumn>> Sources { get; init; }

    /// <summary>Target columns by table.</summary>
    public required IReadOnlyDictionary<string, TargetColumnProfile[]> Targets { get; init; }

    /// <summary>Scores of the columns of a source table against those of a target table; computed once.</summary>
    public MatchMatrix Match(string source, string target)
    {
        if (_matches.TryGetValue((source, target), out var known)) return known;
        return _matches[(source, target)] = new ColumnMatcher(SideOf(source), SideOf(Targets[target])).Match();
    }

    /// <summary>Columns of a target table, all or some, ready to be compared; read once.</summary>
    public TargetSide SideOf(IReadOnlyList<TargetColumnProfile> columns)
    {
        var key = columns[0].Table.Name + "\0" + string.Join('\0', columns.Select(static c => c.Column.Name));
        return _targets.TryGetValue(key, out var known) ? known : _targets[key] = new TargetSide(columns);
    }

    private SourceSide SideOf(string source) => _sources.TryGetValue(source, out var known) ? known : _sources[source] = new SourceSide(Sources[source]);

    /// <summary>Collects it from the artifacts of the stages before.</summary>
    public static async Task<MappingWorkbench> PrepareAsync(ICatalogReader reader, IColumnNamer namer, MappingInput input, StageContext context, CancellationToken cancellationToken)
    {
        var previews = context.Policy.Evaluate(new PolicyRequest
        {
            Action = PolicyActions.TransformPreviews, Mode = context.Contract.Mode, Actor = context.Contract.RbacActor, PiiPolicy = context.Contract.PiiPolicy, ContainsPii = true,
        });
        var mayRun = previews.Allowed && !previews.Obligations.Contains("symbolic_only");
        var samples = mayRun ? await RawSample.ReadAllAsync(reader, input.Catalog, input.Sample, cancellationToken).ConfigureAwait(false) : new Dictionary<string, RawSample>(StringComparer.Ordinal);
        var shims = input.Catalog.StandardizationPlanHash is { } hash
            ? (await context.Artifacts.GetAsync<StandardizationPlanArtifact>(hash, cancellationToken).ConfigureAwait(false)).Tables.ToDictionary(static t => t.Table, StringComparer.Ordinal) : [];
        return new MappingWorkbench(previews, mayRun)
        {
            Samples = samples,
            Sources = input.Catalog.Tables.ToDictionary(static t => t.Name, t => SourceColumns.Of(t, shims.GetValueOrDefault(t.Name), input.Domains, input.Catalog.ForeignKeys, samples.GetValueOrDefault(t.Name, RawSample.Empty)), StringComparer.Ordinal),
            Targets = input.Target.Tables.ToDictionary(static t => t.Name, t => t.Columns.Select(c => new TargetColumnProfile(t, c, namer)).ToArray(), StringComparer.Ordinal),
        };
    }
}
