using System.Text;

namespace Lumos.Core.Ingest.Json;

/// <summary>One key of objects, and what its values are.</summary>
/// <param name="name">The key.</param>
/// <param name="ordinal">Place among the keys.</param>
/// <param name="shape">Its values.</param>
internal sealed class JsonField(string name, int ordinal, JsonShape shape)
{
    /// <summary>The key.</summary>
    public string Name { get; } = name;

    /// <summary>The key as it is mostly written.</summary>
    public byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(name);

    /// <summary>Place among the keys.</summary>
    public int Ordinal { get; } = ordinal;

    /// <summary>Its values.</summary>
    public JsonShape Shape { get; } = shape;
}
