using Lumos.Abstractions;
using Lumos.Core.Identity;

namespace Lumos.Core;

/// <summary>Makes a contract from the short form: where from, to which schema, to where. Everything else has the defaults of the contract.</summary>
public sealed class RunContractBuilder
{
    private readonly List<string> _from = [];
    private string? _out;
    private string? _schema;
    private RunMode _mode = RunMode.DataMode;
    private RbacActor _actor = new("local", Role.Operator);
    private bool _confirm = true;
    private SampleCaps _caps = new();
    private RunOverrides? _overrides;
    private string? _runId;
    private string _thresholds = "tp_default_v1";

    /// <summary>Adds files, folders, globs or tables to read.</summary>
    public RunContractBuilder From(params IEnumerable<string> locations)
    {
        ArgumentNullException.ThrowIfNull(locations);
        _from.AddRange(locations);
        return this;
    }

    /// <summary>File that describes the target: JSON schema of tables, SQL DDL, or a database file with the tables.</summary>
    public RunContractBuilder ToSchema(string schemaRef)
    {
        ArgumentException.ThrowIfNullOrEmpty(schemaRef);
        _schema = schemaRef;
        return this;
    }

    /// <summary>File or folder to write.</summary>
    public RunContractBuilder Into(string location)
    {
        ArgumentException.ThrowIfNullOrEmpty(location);
        _out = location;
        return this;
    }

    /// <summary>What may be looked at. Default data mode.</summary>
    public RunContractBuilder InMode(RunMode mode)
    {
        _mode = mode;
        return this;
    }

    /// <summary>Who runs it. Default <c>local</c> as operator: who may write the files may confirm the step.</summary>
    public RunContractBuilder As(string userId, Role role)
    {
        ArgumentException.ThrowIfNullOrEmpty(userId);
        _actor = new RbacActor(userId, role);
        return this;
    }

    /// <summary>Whether a person must confirm before tables are written. Default true.</summary>
    public RunContractBuilder ConfirmByHuman(bool required)
    {
        _confirm = required;
        return this;
    }

    /// <summary>Ceilings of the sample. Default 1,000 rows and 1 MiB per table.</summary>
    public RunContractBuilder WithSample(SampleCaps caps)
    {
        ArgumentNullException.ThrowIfNull(caps);
        _caps = caps;
        return this;
    }

    /// <summary>What the user knows better than inference.</summary>
    public RunContractBuilder WithOverrides(RunOverrides overrides)
    {
        ArgumentNullException.ThrowIfNull(overrides);
        _overrides = overrides;
        return this;
    }

    /// <summary>Threshold profile of the gates. Default <c>tp_default_v1</c>.</summary>
    public RunContractBuilder WithThresholds(string profileId)
    {
        ArgumentException.ThrowIfNullOrEmpty(profileId);
        _thresholds = profileId;
        return this;
    }

    /// <summary>Gives the run an id of its own. Default: a new ULID.</summary>
    /// <exception cref="ArgumentException">It is not a ULID.</exception>
    public RunContractBuilder WithRunId(string runId)
    {
        if (!UlidGenerator.IsValid(runId)) throw new ArgumentException("A run id is a ULID.", nameof(runId));
        _runId = runId;
        return this;
    }

    /// <summary>Makes the contract.</summary>
    /// <param name="time">Clock for a new run id; null for the system's.</param>
    /// <exception cref="LumosException"><c>CONTRACT_INVALID</c> names every part that is missing.</exception>
    public RunContract Build(TimeProvider? time = null)
    {
        var missing = new List<string>();
        if (_from.Count == 0) missing.Add("where the data are (--from)");
        if (_out is null) missing.Add("where they should be (--out)");
        if (_out is null || missing.Count > 0)
        {
            throw new LumosException(
                ErrorCode.DeterministicFailure, "CONTRACT_INVALID", $"The run needs {string.Join(" and ", missing)}.", nextStep: "Give what is missing and start again.");
        }

        return new RunContract
        {
            RunId = _runId ?? new UlidGenerator(time ?? TimeProvider.System).Next(), Mode = _mode, RbacActor = _actor, HumanConfirmRequired = _confirm,
            Lhs = new RunEndpoint { Source = KindOf(_from[0]), Location = [.. _from] },
            Rhs = new RunEndpoint { Source = KindOf(_out), Location = [_out], SchemaRef = _schema },
            SampleCaps = _caps, Overrides = _overrides, ThresholdProfileId = _thresholds,
        };
    }

    private static EndpointSource KindOf(string location) => new(location.Contains("://", StringComparison.Ordinal) ? "sql" : "file");
}
