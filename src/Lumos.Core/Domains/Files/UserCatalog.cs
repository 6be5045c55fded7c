using System.Security.Cryptography;
using Lumos.Abstractions;

namespace Lumos.Core.Domains.Files;

/// <summary>The built-in catalog with live files of a state folder and files an option names. Made again only when their content has changed.</summary>
internal sealed class UserCatalog(DomainStore store, IReadOnlyList<string> optionFiles)
{
    private readonly Lock _gate = new();
    private string _key = "";
    private DomainCatalog? _catalog;

    /// <summary>The catalog in force now; null when no file adds to the built-in one.</summary>
    /// <exception cref="LumosException">A file has mistakes or takes a label that is there: <c>DOMAIN_FILE_INVALID</c>, <c>DOMAIN_CATALOG_DUPLICATE</c>.</exception>
    public DomainCatalog? Extended()
    {
        var (live, version) = store.Live();
        if (live.Count + optionFiles.Count == 0) return null;
        var key = KeyOf([.. live, .. optionFiles]);
        lock (_gate)
        {
            if (_catalog is not null && key == _key) return _catalog;
            // The content is part of the version: what was found out under another content is told apart.
            var catalog = DomainCatalog.Default.With([.. live.Concat(optionFiles).Select(DomainFileReader.Read)], $"{version}.{key[..8]}");
            (_key, _catalog) = (key, catalog);
            return catalog;
        }
    }

    private static string KeyOf(IReadOnlyList<string> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            // A file that is missing is named by the reader, with what to do.
            if (File.Exists(file)) hash.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
            else DomainFileReader.Read(file);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
