using Lumos.Abstractions;
using Lumos.Core.Domains;
using Lumos.Core.Domains.Files;

namespace Lumos.Core;

public sealed partial class LumosEngine
{
    private const string Proposals = "proposed-aliases";

    /// <summary>The domain catalog the next run would use: the built-in one, live files of the state folder, and files the options name.</summary>
    /// <exception cref="LumosException">A file has mistakes (<c>DOMAIN_FILE_INVALID</c>, <c>DOMAIN_CATALOG_DUPLICATE</c>, <c>DOMAIN_UNKNOWN</c>).</exception>
    public DomainsReader ReadDomains() => _domains.Extended() is { } catalog ? new DomainsReader(catalog) : DomainsReader.Default;

    /// <summary>Files of domains in the state folder, live ones first.</summary>
    public IReadOnlyList<DomainFileRecord> ListDomainFiles() => _domainFiles.List();

    /// <summary>Copies a file of domains into the state folder, staged: runs do not use it before it is promoted.</summary>
    /// <param name="path">JSON or YAML file.</param>
    /// <param name="actor">Who adds it.</param>
    /// <exception cref="LumosException"><c>POLICY_DENIED</c>, or <c>DOMAIN_FILE_INVALID</c> with line, column and key of every mistake.</exception>
    public DomainFileRecord StageDomains(string path, RbacActor actor)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(actor);
        Permit(PolicyActions.PromoteDomains, actor);
        var file = DomainFileReader.Read(path);
        using var lease = _lease.Take($"domains add {Path.GetFileName(path)}");
        return _domainFiles.Stage(Record(DomainStore.IdOf(path), file, Path.GetFileName(path), actor) with { Extension = path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? ".json" : ".yaml" }, File.ReadAllBytes(path));
    }

    /// <summary>What keeps a file of domains from going live, one sentence each: examples, counter-examples, labels, quarrels with the domains there are. Empty for nothing.</summary>
    /// <param name="pathOrId">A file, or the id of a staged one.</param>
    /// <exception cref="LumosException"><c>DOMAIN_FILE_INVALID</c> with line, column and key of every mistake.</exception>
    public IReadOnlyList<string> TestDomains(string pathOrId)
    {
        ArgumentException.ThrowIfNullOrEmpty(pathOrId);
        var staged = File.Exists(pathOrId) ? null : _domainFiles.Staged(pathOrId);
        var file = DomainFileReader.Read(staged is null ? pathOrId : _domainFiles.PathOf(staged));
        return DomainAutoTests.Run(file, CatalogWithout(staged?.Id ?? DomainStore.IdOf(pathOrId)));
    }

    /// <summary>Makes a staged file live when its tests pass: the catalog gets a new version, and the next run uses it.</summary>
    /// <param name="id">Id of the staged file.</param>
    /// <param name="actor">Who promotes it; needs a role that may.</param>
    /// <exception cref="LumosException"><c>POLICY_DENIED</c>, <c>DOMAIN_FILE_UNKNOWN</c>, or <c>DOMAIN_TESTS_FAILED</c> with what failed.</exception>
    public DomainFileRecord PromoteDomains(string id, RbacActor actor)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentNullException.ThrowIfNull(actor);
        Permit(PolicyActions.PromoteDomains, actor);
        using var lease = _lease.Take($"domains promote {id}");
        var staged = _domainFiles.Staged(id) ?? throw UnknownFile(id);
        var failed = TestDomains(id);
        if (failed.Count > 0)
        {
            throw new LumosException(ErrorCode.DeterministicFailure, "DOMAIN_TESTS_FAILED", $"The domain file '{id}' fails its tests:\n  {string.Join("\n  ", failed)}\n", new ErrorLocation(File: staged.Origin), "Correct the file, add it again, and promote it then.");
        }

        return _domainFiles.Promote(staged, actor.UserId, _parts.Time.GetUtcNow(), DomainCatalog.Default.Version);
    }

    /// <summary>Removes a staged file, or the live one when none is staged.</summary>
    /// <param name="id">Id of the file.</param>
    /// <param name="actor">Who removes it; needs a role that may promote.</param>
    /// <exception cref="LumosException"><c>DOMAIN_FILE_UNKNOWN</c>, <c>POLICY_DENIED</c>.</exception>
    public DomainFileRecord RemoveDomains(string id, RbacActor actor)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentNullException.ThrowIfNull(actor);
        Permit(PolicyActions.PromoteDomains, actor);
        using var lease = _lease.Take($"domains remove {id}");
        return _domainFiles.Remove(id) ?? throw UnknownFile(id);
    }

    private static LumosException UnknownFile(string id) =>
        new(ErrorCode.DeterministicFailure, "DOMAIN_FILE_UNKNOWN", $"There is no domain file '{id}' staged.", new ErrorLocation(Key: id), "lumos domains list --staged shows them all.");

    // A file that is live and changed is tested against the catalog without its old self.
    private DomainCatalog CatalogWithout(string id)
    {
        var others = _domainFiles.List().Where(f => !f.Staged && f.Id != id).Select(f => DomainFileReader.Read(_domainFiles.PathOf(f))).ToList();
        return others.Count == 0 ? DomainCatalog.Default : DomainCatalog.Default.With(others, "test");
    }

    private DomainFileRecord Record(string id, UserDomainFile file, string origin, RbacActor actor) => new()
    {
        Id = id, Labels = [.. file.Domains.Select(static d => d.Label).Concat(file.Aliases.Select(static a => a.Label)).Distinct(StringComparer.Ordinal)],
        Origin = origin, AddedBy = actor.UserId, AddedAt = _parts.Time.GetUtcNow(),
    };

    // An accepted or overridden mapping says what its source header means: a name to stage, for a person to promote.
    private void ProposeAlias(string source, string targetTable, string targetColumn, RunArtifacts artifacts, RbacActor actor)
    {
        var target = artifacts.Target?.Tables.FirstOrDefault(t => t.Name == targetTable)?.Columns.FirstOrDefault(c => c.Name == targetColumn);
        var table = artifacts.Catalog?.Tables.FirstOrDefault(t => t.Columns.Any(c => c.SourceName == source || c.Name == source));
        if (target is null || table is null || AliasProposal.Of(source, table.Name, target, targetTable, _domains.Extended() ?? DomainCatalog.Default) is not var (label, name)) return;
        var staged = _domainFiles.Staged(Proposals);
        var content = AliasProposal.AddTo(staged is null ? null : File.ReadAllBytes(_domainFiles.PathOf(staged)), label, name, $"{actor.UserId} mapped '{source}' to {targetTable}.{targetColumn}");
        if (content is null) return;
        _domainFiles.Stage(new DomainFileRecord { Id = Proposals, Labels = [.. (staged?.Labels ?? []).Append(label).Distinct(StringComparer.Ordinal)], Origin = "accepted mappings", AddedBy = actor.UserId, AddedAt = _parts.Time.GetUtcNow() }, content);
    }
}
