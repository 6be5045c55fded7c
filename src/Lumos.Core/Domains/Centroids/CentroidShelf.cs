using Lumos.Abstractions;
using Lumos.Core.Supervision;

namespace Lumos.Core.Domains.Centroids;

/// <summary>Gets the centroids of a catalog from where they are kept, and has those made that are missing or were made of other texts.</summary>
/// <param name="store">Where they are kept; null keeps none.</param>
/// <param name="embeddings">Makes vectors; null for the built-in representation.</param>
internal sealed class CentroidShelf(ICentroidStore? store, ITextEmbeddings? embeddings)
{
    /// <summary>What to tell about a store that could not be used; null for nothing.</summary>
    public string? Trouble { get; private set; }

    /// <summary>The centroids of the model; null when it made none.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="length">Numbers of a vector of the model.</param>
    /// <param name="context">The run.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<DomainCentroids?> OfModelAsync(DomainCatalog catalog, int length, StageContext context, CancellationToken cancellationToken)
    {
        var set = new CentroidSet(catalog.Version, embeddings!.Representation);
        // A model that makes vectors of another length than it did is another model.
        var there = await ReadAsync(set, context, cancellationToken).ConfigureAwait(false);
        // Domains of a user come on top of a catalog whose own centroids may be there.
        if (there.Count == 0 && catalog.Version.Split('+', 2) is [var builtIn, _]) there = await ReadAsync(set with { CatalogVersion = builtIn }, context, cancellationToken).ConfigureAwait(false);
        var kept = there.Where(c => c.Vector.Length == length).ToDictionary(static c => (c.Domain, c.Kind));
        List<(string Domain, CentroidKind Kind, string Hash, IReadOnlyList<string> Texts)> wanted = [];
        foreach (var entry in catalog.Entries)
        {
            foreach (var kind in (CentroidKind[])[CentroidKind.Name, CentroidKind.Value])
            {
                var texts = DomainDescriptors.Of(entry.Definition, kind);
                if (texts.Count > 0) wanted.Add((entry.Label, kind, DomainDescriptors.HashOf(texts), texts));
            }
        }

        var missing = wanted.Where(w => !kept.TryGetValue((w.Domain, w.Kind), out var old) || old.TextHash != w.Hash).ToList();
        if (missing.Count > 0)
        {
            var question = new EmbeddingQuestion(StageName.Domains, $"for {missing.Count} centroids of catalog {catalog.Version}", [.. missing.SelectMany(static m => m.Texts)], HoldsValues: false);
            if (await embeddings.EmbedAsync(question, context, cancellationToken).ConfigureAwait(false) is not { } vectors) return null;
            if (vectors[0].Length != length)
            {
                await embeddings.RefuseAsync(question, context, FormattableString.Invariant($"its vectors have {vectors[0].Length} numbers here and {length} elsewhere."), "EMBEDDING_INVALID").ConfigureAwait(false);
                return null;
            }

            var at = 0;
            foreach (var (domain, kind, hash, texts) in missing)
            {
                kept[(domain, kind)] = new Centroid(domain, kind, hash, DomainCentroids.Mean([.. vectors.Skip(at).Take(texts.Count)]));
                at += texts.Count;
            }
        }

        var all = wanted.ConvertAll(w => kept[(w.Domain, w.Kind)]);
        if (!all.SequenceEqual(there)) await WriteAsync(set, all, context, cancellationToken).ConfigureAwait(false);
        return new DomainCentroids(all);
    }

    /// <summary>Puts the centroids of the built-in representation where others look for them, unless they are there.</summary>
    public async Task KeepBuiltInAsync(DomainCatalog catalog, StageContext context, CancellationToken cancellationToken)
    {
        var set = new CentroidSet(catalog.Version, Vocabulary.TextVector.Representation);
        var all = DomainCentroids.BuiltIn(catalog);
        var kept = await ReadAsync(set, context, cancellationToken).ConfigureAwait(false);
        if (Trouble is null && !all.Select(static c => (c.Domain, c.Kind, c.TextHash)).SequenceEqual(kept.Select(static c => (c.Domain, c.Kind, c.TextHash)))) await WriteAsync(set, all, context, cancellationToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<Centroid>> ReadAsync(CentroidSet set, StageContext context, CancellationToken cancellationToken)
    {
        if (store is null || !MayReach(context)) return [];
        try
        {
            return await store.ReadAsync(set, cancellationToken).ConfigureAwait(false);
        }
        catch (LumosException failure)
        {
            Trouble = Unusable(failure.Problem);
            return [];
        }
    }

    private async Task WriteAsync(CentroidSet set, IReadOnlyList<Centroid> centroids, StageContext context, CancellationToken cancellationToken)
    {
        if (store is null || Trouble is not null || !MayReach(context)) return;
        try
        {
            await store.WriteAsync(set, centroids, cancellationToken).ConfigureAwait(false);
        }
        catch (LumosException failure)
        {
            Trouble = Unusable(failure.Problem);
        }
    }

    private bool MayReach(StageContext context)
    {
        foreach (var host in store!.Hosts)
        {
            var decision = context.Policy.Evaluate(new PolicyRequest { Action = PolicyActions.NetworkEgress, Mode = context.Contract.Mode, Actor = context.Contract.RbacActor, Resource = host });
            if (decision.Allowed) continue;
            Trouble = Unusable(decision.Reason);
            return false;
        }

        return true;
    }

    // A cache that cannot be used costs time and nothing else.
    private static string Unusable(string why) => $"The store of centroids was not used: {why}";
}
