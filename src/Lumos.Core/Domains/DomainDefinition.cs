using System.Text.Json.Serialization;

namespace Lumos.Core.Domains;

/// <summary>One line of the catalog as it is written; the fields are explained in the catalog's own README.</summary>
/// <remarks>Optional fields have setters: the generated reader assigns every init property and would lose the defaults.</remarks>
internal sealed record DomainDefinition
{
    public required string Label { get; init; }

    public required string Title { get; init; }

    public string Kind { get; set; } = "atomic";

    public required string[] Names { get; init; }

    public bool AnySubject { get; set; }

    public string[] Not { get; set; } = [];

    public string[] Context { get; set; } = [];

    public string[] Types { get; set; } = ["text"];

    public string? Pattern { get; set; }

    /// <summary>Whether it comes from a file of a user: its patterns are strangers'.</summary>
    [JsonIgnore]
    public bool OfUser { get; set; }

    public string? Test { get; set; }

    public string? Split { get; set; }

    public DomainPart[] Parts { get; set; } = [];

    public double Telling { get; set; }

    public string? Loose { get; set; }

    public string? Sketch { get; set; }

    public int? MostDistinct { get; set; }

    public double Prior { get; set; }

    public string? Broader { get; set; }

    public string? BroaderNumber { get; set; }

    public string[] Units { get; set; } = [];

    public string Pii { get; set; } = "none";

    public string? Role { get; set; }

    public string? Source { get; set; }

    public string[] Examples { get; set; } = [];

    public string[] Wrong { get; set; } = [];
}

/// <summary>A part of a composite domain: the group of the pattern, and the domain its text is of.</summary>
internal sealed record DomainPart
{
    public required string Name { get; init; }

    public string? Domain { get; set; }

    public bool Repeats { get; set; }
}

/// <summary>One file of the catalog.</summary>
internal sealed record DomainFile
{
    public required string Area { get; init; }

    public required string Version { get; init; }

    public required DomainDefinition[] Domains { get; init; }
}

/// <summary>Version and weights.</summary>
internal sealed record CatalogManifest
{
    public required string Version { get; init; }

    public required ScoreWeights Weights { get; init; }
}

/// <summary>Weights of the score: alpha, beta, gamma and epsilon of section 10.</summary>
internal sealed record ScoreWeights(double Name, double Regex, double Value, double Unit);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(DomainFile))]
[JsonSerializable(typeof(CatalogManifest))]
[JsonSerializable(typeof(JudgeWeights))]
internal sealed partial class DomainCatalogJson : JsonSerializerContext;
