using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lumos.Abstractions;
using Lumos.Core.State;

namespace Lumos.Core.Domains.Files;

/// <summary>Files of domains in the state folder, staged and live, with where they came from. Writers hold the state's lease; reading always works.</summary>
internal sealed class DomainStore(StatePaths paths)
{
    private const string Unreadable = "DOMAIN_STORE_UNREADABLE";

    private string Manifest => Path.Combine(paths.Domains, "manifest.json");

    /// <summary>All records, live ones first, by id.</summary>
    public IReadOnlyList<DomainFileRecord> List() => [.. Read().Files.OrderBy(static f => f.Staged).ThenBy(static f => f.Id, StringComparer.Ordinal)];

    /// <summary>Live files in order of id and the number of promotions so far.</summary>
    public (IReadOnlyList<string> Files, int Version) Live()
    {
        var manifest = Read();
        return ([.. manifest.Files.Where(static f => !f.Staged).OrderBy(static f => f.Id, StringComparer.Ordinal).Select(PathOf)], manifest.Version);
    }

    /// <summary>The staged record of this id; null when there is none.</summary>
    public DomainFileRecord? Staged(string id) => Read().Files.FirstOrDefault(f => f.Staged && f.Id == id);

    /// <summary>Path of a file in the store.</summary>
    public string PathOf(DomainFileRecord record) => Path.Combine(paths.Domains, record.Staged ? "staged" : "live", record.Id + record.Extension);

    /// <summary>Stages the bytes of a file under an id; an earlier staged one of this id gives way.</summary>
    public DomainFileRecord Stage(DomainFileRecord record, byte[] bytes)
    {
        var manifest = Read();
        record = record with { Staged = true, Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)) };
        foreach (var old in manifest.Files.Where(f => f.Staged && f.Id == record.Id)) File.Delete(PathOf(old));
        AtomicFile.Write(PathOf(record), bytes);
        Write(manifest with { Files = [.. manifest.Files.Where(f => !(f.Staged && f.Id == record.Id)), record] });
        return record;
    }

    /// <summary>Makes a staged file live; a live one of this id gives way.</summary>
    public DomainFileRecord Promote(DomainFileRecord staged, string actor, DateTimeOffset at, string baseVersion)
    {
        var manifest = Read();
        var version = manifest.Version + 1;
        var live = staged with { Staged = false, PromotedBy = actor, PromotedAt = at, CatalogVersion = $"{baseVersion}+{version}" };
        AtomicFile.Write(PathOf(live), File.ReadAllBytes(PathOf(staged)));
        Write(new StoredDomains(version, [.. manifest.Files.Where(f => f.Id != staged.Id), live]));
        File.Delete(PathOf(staged));
        return live;
    }

    /// <summary>Removes a staged file, or a live one when none is staged; null when there is neither.</summary>
    public DomainFileRecord? Remove(string id)
    {
        var manifest = Read();
        if (manifest.Files.Where(f => f.Id == id).OrderByDescending(static f => f.Staged).FirstOrDefault() is not { } record) return null;
        Write(new StoredDomains(record.Staged ? manifest.Version : manifest.Version + 1, [.. manifest.Files.Where(f => f != record)]));
        File.Delete(PathOf(record));
        return record;
    }

    /// <summary>An id from a file's name: lower-case letters, digits and dashes.</summary>
    public static string IdOf(string path)
    {
        var id = new StringBuilder();
        foreach (var c in Path.GetFileNameWithoutExtension(path).ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c)) id.Append(c);
            else if (id.Length > 0 && id[^1] != '-') id.Append('-');
        }

        return id.ToString().Trim('-') is { Length: > 0 } named ? named : "domains";
    }

    private StoredDomains Read()
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(Manifest), DomainStoreJson.Default.StoredDomains) ?? new StoredDomains(0, []);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return new StoredDomains(0, []);
        }
        catch (JsonException broken)
        {
            throw new LumosException(ErrorCode.DeterministicFailure, Unreadable, "The list of domain files in the state folder is not in the format.", new ErrorLocation(File: Manifest), "Mend the file, or delete the folder to forget the domains.", broken);
        }
    }

    private void Write(StoredDomains manifest) => AtomicFile.Write(Manifest, JsonSerializer.SerializeToUtf8Bytes(manifest, DomainStoreJson.Default.StoredDomains));
}

/// <summary>The list of domain files as it is kept.</summary>
internal sealed record StoredDomains(int Version, IReadOnlyList<DomainFileRecord> Files);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(StoredDomains))]
internal sealed partial class DomainStoreJson : JsonSerializerContext;
