using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using FluentAssertions;

namespace Logistics.GrpcTests.StandIns;

/// <summary>A member that the packages want and the stand-ins lack would show only when it is first called; so all are looked up here.</summary>
public sealed class PackagesFindTheirMembers
{
    [Theory]
    [InlineData("Grpc.AspNetCore.Server", 60)]
    [InlineData("Grpc.Net.Client", 60)]
    public void Every_type_and_member_of_the_stand_ins_is_there(string package, int atLeast)
    {
        var module = Assembly.Load(package).ManifestModule;
        using var file = new PEReader(File.OpenRead(module.FullyQualifiedName));
        var metadata = file.GetMetadataReader();
        var wanted = metadata.MemberReferences.Where(handle => IsOfStandIn(metadata, metadata.GetMemberReference(handle).Parent)).ToList();

        module.GetTypes().Should().NotBeEmpty("a type whose base lacks an abstract member would not load");
        wanted.Count.Should().BeGreaterThan(atLeast);
        foreach (var handle in wanted) Resolve(module, MetadataTokens.GetToken(handle));
    }

    private static void Resolve(Module module, int token)
    {
        // Stands for the type parameters of whatever code refers to the member.
        var any = Enumerable.Repeat(typeof(object), 4).ToArray();
        module.Invoking(each => each.ResolveMember(token, any, any)).Should().NotThrow();
    }

    private static bool IsOfStandIn(MetadataReader metadata, EntityHandle parent) => parent.Kind switch
    {
        HandleKind.TypeReference => IsOfStandIn(metadata, metadata.GetTypeReference((TypeReferenceHandle)parent).ResolutionScope),
        HandleKind.AssemblyReference => metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)parent).Name)
            is "Grpc.Core.Api" or "Grpc.Net.Common",
        HandleKind.TypeSpecification => NamesStandIn(metadata, metadata.GetTypeSpecification((TypeSpecificationHandle)parent).Signature),
        _ => false,
    };

    /// <summary>Whether a generic type's definition, which follows two marker bytes of the signature, is of a stand-in.</summary>
    private static bool NamesStandIn(MetadataReader metadata, BlobHandle signature)
    {
        var blob = metadata.GetBlobReader(signature);
        if (blob.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance) return false;
        blob.ReadCompressedInteger();
        return blob.ReadTypeHandle() is { Kind: HandleKind.TypeReference } type && IsOfStandIn(metadata, type);
    }
}
