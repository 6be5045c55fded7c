using System.Text;
using Microsoft.Extensions.AI;

namespace Lumos.Testing.Models;

/// <summary>
/// An embedding model for tests that knows which words mean the same: a text's vector counts the concepts of its words. The same on every machine; nothing is random, nothing leaves the process.
/// </summary>
/// <param name="concepts">Concept of a word; a word that is not in it is a concept of its own.</param>
/// <param name="length">Numbers of a vector, 1 or more.</param>
/// <param name="provider">Name of the provider it gives itself.</param>
/// <param name="model">Name of the model it gives itself.</param>
/// <param name="address">Address it gives itself; null for none.</param>
public sealed class ConceptEmbeddings(IReadOnlyDictionary<string, string> concepts, int length = 256, string provider = "fake", string model = "small", Uri? address = null) : IEmbeddingGenerator<string, Embedding<float>>
{
    /// <summary>The texts it was given, a list each time it was asked.</summary>
    public IList<IReadOnlyList<string>> Asked { get; } = [];

    /// <summary>Asked before each answer, with how often it was asked before; what it throws is what the model fails with. Null for none.</summary>
    public Action<int>? Before { get; set; }

    /// <summary>Makes something else of an answer; null for nothing.</summary>
    public Func<GeneratedEmbeddings<Embedding<float>>, GeneratedEmbeddings<Embedding<float>>>? Spoil { get; set; }

    /// <inheritdoc/>
    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        string[] texts = [.. values];
        Before?.Invoke(Asked.Count);
        cancellationToken.ThrowIfCancellationRequested();
        Asked.Add(texts);
        var made = new GeneratedEmbeddings<Embedding<float>>(texts.Select(text => new Embedding<float>(VectorOf(text)))) { Usage = new UsageDetails { InputTokenCount = texts.Length, TotalTokenCount = texts.Length } };
        return Task.FromResult(Spoil is null ? made : Spoil(made));
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType == typeof(EmbeddingGeneratorMetadata) ? new EmbeddingGeneratorMetadata(provider, address, model, length) : null;

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private float[] VectorOf(string text)
    {
        var vector = new float[length];
        foreach (var word in Words(text))
        {
            var hash = 2166136261u;
            foreach (var letter in concepts.GetValueOrDefault(word, word)) hash = (hash ^ letter) * 16777619;
            vector[(hash ^ (hash >> 15)) % (uint)length] += 1;
        }

        return vector;
    }

    private static IEnumerable<string> Words(string text)
    {
        var word = new StringBuilder();
        foreach (var letter in text.ToLowerInvariant().Append(' '))
        {
            if (char.IsLetterOrDigit(letter))
            {
                word.Append(letter);
                continue;
            }

            if (word.Length > 0) yield return word.ToString();
            word.Clear();
        }
    }
}
