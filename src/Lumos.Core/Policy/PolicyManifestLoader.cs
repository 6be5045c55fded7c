using System.Text.Json;
using Lumos.Abstractions;
using Lumos.Core.Artifacts;

namespace Lumos.Core.Policy;

/// <summary>Reads a manifest: the embedded default, or a file in its place.</summary>
internal static class PolicyManifestLoader
{
    /// <summary>The embedded default.</summary>
    public static PolicyManifest LoadDefault()
    {
        using var stream = typeof(PolicyManifestLoader).Assembly.GetManifestResourceStream("Lumos.Core.Policy.manifest.v1.json")
            ?? throw new InvalidOperationException("The default policy manifest is missing from the assembly.");
        return JsonSerializer.Deserialize(stream, PolicyJson.Default.PolicyManifest)
            ?? throw new InvalidOperationException("The default policy manifest is empty.");
    }

    /// <summary>A manifest from a file.</summary>
    /// <exception cref="LumosException"><c>POLICY_MANIFEST_INVALID</c> says where it is wrong.</exception>
    public static PolicyManifest Load(string path)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize(File.ReadAllBytes(path), PolicyJson.Default.PolicyManifest)
                ?? throw new JsonException("The manifest is null.");
            return string.IsNullOrWhiteSpace(manifest.PolicyVersion) ? throw new JsonException("policy_version is empty.") : manifest;
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            var json = exception as JsonException;
            throw new LumosException(
                ErrorCode.DeterministicFailure, "POLICY_MANIFEST_INVALID", $"The policy manifest cannot be read: {exception.Message}",
                new ErrorLocation(File: path, Line: json?.LineNumber + 1, Key: json?.Path), "Start from the default manifest ('lumos policy show') and change only what you need.", exception);
        }
    }

    /// <summary>Canonical JSON of a manifest, for the artifact.</summary>
    public static string ToCanonicalJson(PolicyManifest manifest) =>
        System.Text.Encoding.UTF8.GetString(CanonicalJson.Serialize(manifest, PolicyJson.Default.PolicyManifest));
}
