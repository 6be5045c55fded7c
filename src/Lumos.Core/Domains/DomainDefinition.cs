using System.Text.Json.Serialization;

namespace Lumos.Core.Domains;

/// <summary>One line of the catalog as it is written; the fields are explained in the catalog's own README.</summary>
internal sealed record DomainDefinition
{
    public required string Label { get; init; }

    public required string Title { get; init; }

    public string Kind { get; init; } = "atomic";

    public required string[] Names { get; init; }

    public bool AnySubject { get; init; }

    public string[] Not { get; init; } = [];

    public string[] Context { get; init; } = [];

    public string[] Types { get; init; } = ["text"];

    public string? Pattern { get; init; }

    public string? Test { get; init; }

    public double Telling { get; init; }

    public string? Loose { get; init; }

    public string[] Units { get; init; } = [];

    public string Pii { get; init; } = "none";

    public string? Role { get; init; }

    public string? Source { get; init; }

    public string[] Examples { get; init; } = [];

    public string[] Wrong { get; init; } = [];
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
internal sealed partial class DomainCatalogJson : JsonSerializerContext;
