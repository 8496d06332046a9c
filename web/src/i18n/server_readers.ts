// What the server advises where a stream, a queue or a bucket cannot be read.

export const readerAdvice: { [english: string]: string } = {
  "check the stream's name, account and Region": '스트림 이름, 계정, 리전을 확인하세요',
  'allow kinesis:DescribeStreamSummary, ListShards, GetShardIterator and GetRecords on the stream, and what fan-out needs besides':
    '이 스트림에 대해 kinesis:DescribeStreamSummary, ListShards, GetShardIterator, GetRecords와 팬아웃에 필요한 권한을 허용하세요',
  "let this role use the stream's key (kms:Decrypt), and see that the key is enabled":
    '이 역할에 스트림 암호화 키의 사용 권한(kms:Decrypt)을 주고, 키가 활성 상태인지 확인하세요',
  'the checkpoint is none of this shard: see whether the stream was made anew':
    '체크포인트가 이 샤드의 것이 아닙니다. 스트림을 새로 만들었는지 확인하세요',
  "check the queue's URL, account and Region": '큐의 URL, 계정, 리전을 확인하세요',
  'allow sqs:ReceiveMessage, DeleteMessage, ChangeMessageVisibility and GetQueueAttributes on the queue':
    '이 큐에 대해 sqs:ReceiveMessage, DeleteMessage, ChangeMessageVisibility, GetQueueAttributes 권한을 허용하세요',
  "let this role use the queue's key (kms:Decrypt), and see that the key is enabled":
    '이 역할에 큐 암호화 키의 사용 권한(kms:Decrypt)을 주고, 키가 활성 상태인지 확인하세요',
  'renew the credentials; what is read goes on where it was': '자격 증명을 갱신하세요. 멈춘 곳부터 이어서 읽습니다',
  "check the credentials, and this machine's clock": '자격 증명과 이 서버의 시계를 확인하세요',
  "set this machine's clock": '이 서버의 시계를 맞추세요',
  'Amazon does not answer, or not to the end: see whether DNS, a firewall, a proxy or a VPC endpoint is in the way':
    'AWS가 응답하지 않거나 응답이 중간에 끊깁니다. DNS, 방화벽, 프록시, VPC 엔드포인트를 확인하세요',
  "who answers has a certificate of an authority that this machine does not know: AWS_CA_BUNDLE names the file of your company's":
    '응답한 쪽의 인증서를 발급한 인증 기관을 이 서버가 알지 못합니다. 회사 인증 기관의 파일을 AWS_CA_BUNDLE로 지정하세요',
  'the proxy lets nobody through without a name: HTTPS_PROXY=http://USER:PASSWORD@HOST:PORT':
    '프록시가 인증을 요구합니다. HTTPS_PROXY=http://사용자:비밀번호@호스트:포트 형식으로 지정하세요',
  'no credentials were found, or they could not be renewed: see what the AWS command line says (aws sts get-caller-identity)':
    '자격 증명을 찾지 못했거나 갱신하지 못했습니다. AWS CLI(aws sts get-caller-identity)로 확인하세요',
}
