using System.Runtime.CompilerServices;
using FluentAssertions;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Xunit;

namespace Logistics.Protos.Tests;

/// <summary>Held against protos/contract.lock, which `make lock-protos` writes (docs/api-versioning.md).</summary>
public sealed class The_contract
{
    private static readonly FileDescriptorProto Carriers = new()
    {
        Name = "carriers.proto",
        Package = "planted",
        Syntax = "proto3",
        EnumType = { new EnumDescriptorProto { Name = "Mode", Value = { Value("UNSPECIFIED", 0), Value("ROAD", 1) } } },
        MessageType =
        {
            new DescriptorProto
            {
                Name = "Run",
                Field = { Field("id", 1, FieldDescriptorProto.Types.Type.String), Field("weight", 2, FieldDescriptorProto.Types.Type.Double) },
            },
        },
        Service = { new ServiceDescriptorProto { Name = "Runs", Method = { new MethodDescriptorProto { Name = "Get", InputType = ".planted.Run", OutputType = ".planted.Run" } } } },
    };

    [Fact]
    public void Keeps_every_promise_it_ever_made()
    {
        if (Environment.GetEnvironmentVariable("LOGISTICS_LOCK_PROTOS") == "1") File.WriteAllLines(Lock(), Contract.Current());
        Contract.Broken(File.ReadAllLines(Lock()), Contract.Current()).Should().BeEmpty(
            "a field, value or call that was published is never removed, renumbered, renamed or retyped within a version");
    }

    public static TheoryData<string> Breaches => [.. Broken.Keys];

    [Theory]
    [MemberData(nameof(Breaches))]
    public void Notices(string breach)
    {
        var changed = Carriers.Clone();
        Broken[breach](changed);
        Contract.Broken(Lines(Carriers), Lines(changed)).Should().NotBeEmpty();
    }

    [Fact]
    public void May_grow()
    {
        var grown = Carriers.Clone();
        grown.MessageType[0].Field.Add(Field("name", 3, FieldDescriptorProto.Types.Type.String));
        grown.EnumType[0].Value.Add(Value("RAIL", 2));
        grown.Service[0].Method.Add(new MethodDescriptorProto { Name = "Watch", InputType = ".planted.Run", OutputType = ".planted.Run", ServerStreaming = true });
        Contract.Broken(Lines(Carriers), Lines(grown)).Should().BeEmpty();
    }

    private static readonly Dictionary<string, Action<FileDescriptorProto>> Broken = new()
    {
        ["a field that is gone"] = file => file.MessageType[0].Field.RemoveAt(1),
        ["a field with another number"] = file => file.MessageType[0].Field[1].Number = 7,
        ["a field with another name"] = file => file.MessageType[0].Field[1].Name = "mass",
        ["a field of another type"] = file => file.MessageType[0].Field[1].Type = FieldDescriptorProto.Types.Type.Float,
        ["a field that has become many"] = file => file.MessageType[0].Field[1].Label = FieldDescriptorProto.Types.Label.Repeated,
        ["a value that is gone"] = file => file.EnumType[0].Value.RemoveAt(1),
        ["a value with another number"] = file => file.EnumType[0].Value[1].Number = 5,
        ["a call that is gone"] = file => file.Service[0].Method.Clear(),
        ["a call that answers as a stream now"] = file => file.Service[0].Method[0].ServerStreaming = true,
        ["a message that is gone"] = file =>
        {
            file.Service.Clear();
            file.MessageType.Clear();
        },
    };

    private static IReadOnlyList<string> Lines(FileDescriptorProto file) => Contract.Of(FileDescriptor.BuildFromByteStrings([file.ToByteString()]));

    private static FieldDescriptorProto Field(string name, int number, FieldDescriptorProto.Types.Type type)
        => new() { Name = name, Number = number, Type = type, Label = FieldDescriptorProto.Types.Label.Optional };

    private static EnumValueDescriptorProto Value(string name, int number) => new() { Name = name, Number = number };

    private static string Lock([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "../../protos/contract.lock");
}
