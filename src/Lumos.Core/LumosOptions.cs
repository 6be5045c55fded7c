using Lumos.Abstractions;
using Microsoft.Extensions.AI;

namespace Lumos.Core;

/// <summary>How an engine is set up. Read once, when the engine is made.</summary>
public sealed class LumosOptions
{
    /// <summary>Folder that remembers runs, artifacts and the ledger; made when it is missing. Default <c>.lumos</c> in the current folder.</summary>
    public string StateFolder { get; set; } = ".lumos";

    /// <summary>Policy manifest that replaces the default one; null for the default.</summary>
    public string? PolicyManifestFile { get; set; }

    /// <summary>Key of the masking methods that need one (tokens, kept formats, shifted dates). Equal values look equal under one key only. Default none: those methods redact.</summary>
    /// <value>16 bytes or more, or none.</value>
    public ReadOnlyMemory<byte> MaskingKey { get; set; }

    /// <summary>Threshold profiles besides <c>tp_default_v1</c>, which a contract names by id. One of the same id replaces it.</summary>
    public IList<ThresholdProfile> ThresholdProfiles { get; } = [];

    /// <summary>Connectors to database servers and services, in the order they are asked; files need none.</summary>
    public IList<IConnector> Connectors { get; } = [];

    /// <summary>Files of domains of your own, used beside the catalog and the live files of the state folder. See docs/domain-files.md. Default none.</summary>
    public IList<string> DomainFiles { get; } = [];

    /// <summary>
    /// Model that is asked about target columns the stages themselves are not sure of, masked and within the contract's budget; null for none. The policy must list its provider
    /// (<c>providers.allow</c>). Added to a host, the engine takes the host's <see cref="IChatClient"/>.
    /// </summary>
    public IChatClient? ChatClient { get; set; }

    /// <summary>What policy and contract call that model, <c>provider</c> or <c>provider:model</c>; null for the names the client gives itself.</summary>
    public string? ChatProvider { get; set; }

    /// <summary>
    /// Model that makes vectors of headers, of masked values in data mode, and of the domain catalog, in the place of the built-in representation of texts; null for the built-in one. The policy must list
    /// its provider (<c>providers.allow</c>) and, where the model names its address, the host (<c>egress.allow_hosts</c>). Added to a host, the engine takes the host's <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/>.
    /// </summary>
    public IEmbeddingGenerator<string, Embedding<float>>? EmbeddingGenerator { get; set; }

    /// <summary>What policy and contract call that model, <c>provider</c> or <c>provider:model</c>; null for the names the generator gives itself.</summary>
    public string? EmbeddingProvider { get; set; }

    /// <summary>Most texts that model is given at once.</summary>
    /// <value>1 to 2,048. Default 128.</value>
    public int EmbeddingBatch { get; set; } = 128;

    /// <summary>Where centroids of domains are kept; null for the state folder.</summary>
    public ICentroidStore? CentroidStore { get; set; }

    /// <summary>Tries of a step that failed in a way that may pass, the first one included.</summary>
    /// <value>1 to 10. Default 3.</value>
    public int MaxAttempts { get; set; } = 3;

    /// <summary>Pause before the second try; doubled before each further one.</summary>
    /// <value>0 or more. Default 500 ms.</value>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The clock. Default the system's.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>
    /// For crash tests only: the process kills itself, without clean-up, at this place (<c>place</c> or <c>place:n</c>), or waits there until the run is
    /// cancelled (<c>hold@place</c>), or stops until it is let go on (<c>stop@place</c>). Default null.
    /// </summary>
    public string? Failpoint { get; set; }

    /// <summary>For crash tests only: told the place before the process waits there. Default null.</summary>
    public Action<string>? FailpointReached { get; set; }

    /// <summary>Every mistake, one sentence each; empty when there is none.</summary>
    internal IReadOnlyList<string> Validate()
    {
        var mistakes = new List<string>();
        if (string.IsNullOrWhiteSpace(StateFolder)) mistakes.Add("StateFolder is empty.");
        if (MaxAttempts is < 1 or > 10) mistakes.Add("MaxAttempts must be 1 to 10.");
        if (EmbeddingBatch is < 1 or > 2048) mistakes.Add("EmbeddingBatch must be 1 to 2048.");
        if (EmbeddingProvider is { } provider && (provider.Trim() is not { Length: > 0 } tag || tag != provider || tag.StartsWith(':'))) mistakes.Add("EmbeddingProvider must be 'provider' or 'provider:model'.");
        if (RetryDelay < TimeSpan.Zero) mistakes.Add("RetryDelay must not be negative.");
        if (PolicyManifestFile is not null && !File.Exists(PolicyManifestFile)) mistakes.Add($"PolicyManifestFile '{PolicyManifestFile}' does not exist.");
        if (MaskingKey.Length is > 0 and < 16) mistakes.Add("MaskingKey has fewer than 16 bytes.");
        if (ThresholdProfiles.Any(static profile => string.IsNullOrWhiteSpace(profile.ProfileId))) mistakes.Add("A threshold profile has no ProfileId.");
        return mistakes;
    }
}
