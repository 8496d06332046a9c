// What the server says when it cannot do what was asked, as patterns of whole sentences: they name what was asked.

export const refusals: [english: RegExp, korean: string][] = [
  [
    /^Figures are compared with Amazon Connect's by a server that may ask it: .*$/,
    'Amazon Connect에 접근할 수 있는 서버에서만 수치를 대조합니다. --connect-instance를 지정해 서버를 시작해 주세요.',
  ],
  [/^This day was not checked\.$/, '이 날짜는 대조하지 않았습니다.'],
  [/^Amazon Connect is not asked about this instance\.$/, '이 인스턴스는 Amazon Connect에 조회하지 않습니다.'],
  [/^There are several instances: say which\.$/, '인스턴스가 여럿이므로 하나를 지정해 주세요.'],
  [/^This day cannot be checked: .*$/, '대조할 수 없는 날짜입니다. 아직 끝나지 않았거나 석 달이 지난 날짜입니다.'],
  [/^A day is written as 2026-11-22\.$/, '날짜는 2026-11-22와 같이 입력해 주세요.'],
  [/^That session has ended already\.$/, '이미 종료된 세션입니다.'],
  [/^That is you: you would bar yourself\.$/, '자기 자신은 차단할 수 없습니다.'],
  [
    /^An account of Ringside's own is disabled, not barred: ringside user disable\.$/,
    'Ringside 계정은 차단하지 않고 비활성화합니다(ringside user disable).',
  ],
  [/^Nobody is barred under that id any more\.$/, '이미 차단이 해제되었습니다.'],
  [/^Nobody signs in here\.$/, '로그인을 사용하지 않는 서버입니다.'],
  [/^Keys are not kept here\.$/, '이 서버에서는 키를 관리하지 않습니다.'],
  [/^There is no such key, or it is out of force already\.$/, '없는 키이거나 이미 폐기된 키입니다.'],
  [/^There is no such token, or it has ended already\.$/, '없는 토큰이거나 이미 만료된 토큰입니다.'],
  [
    /^Give it a name of 100 characters at most, such as what it is for\.$/,
    '용도를 알 수 있는 이름을 100자 이내로 입력해 주세요.',
  ],
  [
    /^A token can make neither keys nor tokens: .*$/,
    '토큰으로는 키나 토큰을 만들 수 없습니다. 로그인하거나 명령줄에서 만들어 주세요.',
  ],
  [/^That is no id or ARN of an Amazon Connect instance\.$/, 'Amazon Connect 인스턴스의 ID나 ARN이 아닙니다.'],
  [/^A token lasts for 366 days at most\.$/, '토큰의 유효 기간은 최대 366일입니다.'],
  [
    /^The role provisioner goes with no other role, and with no limits\.$/,
    'provisioner 역할은 다른 역할이나 조회 범위와 함께 쓸 수 없습니다.',
  ],
  [/^No such token: .*say whose by "agent".*$/, '상담사 역할의 토큰에는 조회 범위를 상담사로 지정해야 합니다.'],
  [/^No such token: .*$/, '역할이나 조회 범위가 올바르지 않습니다.'],
  [
    /^Nobody signs in here, so that no identity provider is kept\. Start the server with --public-url\.$/,
    '로그인을 사용하지 않는 서버입니다. --public-url을 지정해 서버를 시작하면 IdP를 등록할 수 있습니다.',
  ],
  [/^There is no such identity provider\.$/, '등록되지 않은 IdP입니다. 다른 관리자가 삭제했을 수 있습니다.'],
  [/^Another identity provider has that name or entity ID\.$/, '같은 이름이나 엔터티 ID를 쓰는 IdP가 이미 있습니다.'],
  [
    /^The configuration gives an identity provider of that entity ID, which counts; take it out there first\.$/,
    '서버 구성에 같은 엔터티 ID의 IdP가 있어 그쪽이 우선합니다. 먼저 서버 구성에서 제거해 주세요.',
  ],
  [
    /^The identity provider was changed meanwhile, or removed\.$/,
    '그사이 다른 관리자가 IdP를 변경하거나 삭제했습니다. 다시 확인해 주세요.',
  ],
  [
    /^What waits is not what was shown: look at it again\.$/,
    '확인하신 내용과 승인을 기다리는 내용이 다릅니다. 다시 확인한 뒤 승인해 주세요.',
  ],
  [/^Nothing waits to be agreed to\.$/, '승인을 기다리는 내용이 없습니다.'],
  [
    /^Nobody could sign in without the last identity provider, since there are no accounts: .*$/,
    '자체 계정을 쓰지 않는 설정(--no-accounts)이므로 마지막 IdP를 삭제하면 아무도 로그인할 수 없습니다. 다른 IdP를 먼저 승인하거나, 서버를 한 번 --no-accounts 없이 시작한 뒤 삭제해 주세요.',
  ],
  [/^Ringside's own keys do not change so: there is a next one already\.$/, '다음 키가 이미 있습니다.'],
  [/^Ringside's own keys do not change so: there is no next one\.$/, '다음 키가 없습니다.'],
  [/^Ringside's own keys do not change so: there is no old one\.$/, '이전 키가 없습니다.'],
  [
    /^Ringside's own keys do not change so: they have changed meanwhile; look at them again\.$/,
    '그사이 키가 바뀌었습니다. 다시 확인해 주세요.',
  ],
  [/^That is what counts already\.$/, '지금 적용 중인 내용과 같습니다.'],
  [/^This cannot be used: metadata are needed first\.$/, '먼저 IdP의 메타데이터를 등록해 주세요.'],
  [
    /^This cannot be used: nobody could sign in without the last certificate: .*$/,
    '마지막 인증서를 빼면 아무도 로그인할 수 없습니다. 다른 인증서를 먼저 등록하거나 IdP를 삭제해 주세요.',
  ],
  [
    /^This cannot be used: it has no certificate for signing with an RSA key of 2,048 bits or more\.$/,
    '2,048비트 이상의 RSA 서명 인증서가 없는 메타데이터입니다.',
  ],
  [
    /^This cannot be used: (it is not one certificate|the certificate).*$/,
    '사용할 수 없는 인증서입니다. 2,048비트 이상의 RSA 인증서 하나를 PEM 형식으로 입력해 주세요.',
  ],
  [
    /^This cannot be used: .*$/,
    '사용할 수 없는 메타데이터입니다. IdP에서 받은 SAML 2.0 메타데이터 XML 그대로인지, 주소가 https인지 확인해 주세요.',
  ],
  [/^This identity provider cannot be kept: give it a name.*$/, '로그인 버튼에 표시할 이름을 1~60자로 입력해 주세요.'],
  [
    /^This is a data folder without a server: there is nothing.*$/,
    '서버 없이 연 데이터 폴더에서는 연결 설정을 점검할 수 없습니다.',
  ],
  [/^This identity provider cannot be kept: metadata are fetched.*$/, '메타데이터 주소는 https://로 시작해야 합니다.'],
  [/^This identity provider cannot be kept: no address.*$/, '메타데이터 주소가 등록되어 있지 않습니다.'],
  [
    /^The metadata could not be fetched: .* is no public address: .*$/,
    '공인 IP 주소가 아니어서 가져올 수 없습니다. 파일로 등록하거나, 서버를 --saml-metadata-from으로 시작해 해당 네트워크를 허용해 주세요.',
  ],
  [
    /^The metadata could not be fetched: the address answers (\d+).*$/,
    '메타데이터 주소가 오류로 응답했습니다. 리디렉션은 따라가지 않습니다.',
  ],
  [
    /^The metadata could not be fetched: .*$/,
    '메타데이터를 가져오지 못했습니다. 주소와 인증서를 확인하거나 파일로 등록해 주세요.',
  ],
  [
    /^Settings of an identity provider: who comes from its portal.*$/,
    'IdP 시작 로그인과 매번 다시 로그인은 함께 사용할 수 없습니다. 하나만 선택해 주세요.',
  ],
  [/^Settings of an identity provider: clocks may differ.*$/, '시계 오차는 0~180초로 입력해 주세요.'],
  [
    /^The server's disk is nearly full, so no file can be made\. Free some of it, and try again\.$/,
    '서버 디스크 공간이 부족해 파일을 만들 수 없습니다. 공간을 확보한 뒤 다시 시도해 주세요.',
  ],
  [
    /^Somebody else has saved these settings meanwhile\. Load them again, then make your change\.$/,
    '그사이 다른 사용자가 설정을 저장했습니다. 다시 불러온 뒤 변경해 주세요.',
  ],
  [
    /^The head is not as it was shown: .*$/,
    '보관한 값이 올바르지 않습니다. 화면에 표시된 그대로(번호:해시) 입력해 주세요.',
  ],
  [/^There is no such proof of an erasure\.$/, '해당하는 파기 확인서가 없습니다.'],
  [
    /^This process keeps no proofs; .*$/,
    '이 프로세스에는 파기 확인서가 없습니다. 데이터 폴더를 사용하는 서버에서 확인해 주세요.',
  ],
  [
    /^This file tells of persons\. Say in reason what it is for; the audit log keeps that\.$/,
    '개인정보가 들어 있는 파일입니다. 내보내는 사유를 입력해 주세요. 사유는 접속 기록에 남습니다.',
  ],
  [
    /^Erasing is for good\. Say in reason why, without the person's name; the audit log keeps that\.$/,
    '파기하면 되돌릴 수 없습니다. 파기 사유를 입력해 주세요. 사유는 접속 기록에 남습니다.',
  ],
  [
    /^An address cannot be erased: .*$/,
    '파기할 수 없는 번호나 주소입니다. 전화번호는 +821012345678, 이메일은 상담 기록에 있는 그대로 입력해 주세요.',
  ],
  [/^Say whom to erase: ids of contacts, or addresses of customers\.$/, '파기할 상담 ID나 고객 번호를 입력해 주세요.'],
  [
    /^Records can be kept for 2 to 3660 days, or 0 for ever\.$/,
    '보존 기간은 2일에서 3,660일까지 정할 수 있습니다. 0이면 계속 보존합니다.',
  ],
  [
    /^Another erasure is running: wait until it is done, or stop it\.$/,
    '다른 파기가 진행 중입니다. 끝날 때까지 기다리거나 중지해 주세요.',
  ],
  [
    /^An erasure that was interrupted goes on first\. Try again in some minutes\.$/,
    '중단되었던 파기를 먼저 이어서 진행하고 있습니다. 몇 분 뒤 다시 시도해 주세요.',
  ],
  [
    /^The disk refuses: make room, or look at the log\. What was not removed yet is refused already; the erasure goes on with the next one, or the next start\.$/,
    '디스크에 쓸 수 없습니다. 공간을 확보하거나 로그를 확인해 주세요. 파기는 다음 파기 때나 서버를 다시 시작할 때 이어서 진행됩니다.',
  ],
  [
    /^It failed; the log says why\. What was not removed yet is refused already; the erasure goes on with the next one, or the next start\.$/,
    '원인은 서버 로그에 있습니다. 파기는 다음 파기 때나 서버를 다시 시작할 때 이어서 진행됩니다.',
  ],
  [
    /^The file of facts cannot be read: .*$/,
    '설정 정보 파일을 읽을 수 없습니다. ringside sso plan --facts-out으로 만든 JSON 파일인지 확인해 주세요.',
  ],
  [
    /^Another job is running: wait until it is done, or stop it\.$/,
    '다른 작업이 진행 중입니다. 끝날 때까지 기다리거나 중지해 주세요.',
  ],
  [
    /^What is there has changed since you agreed, or somebody else looked at it meanwhile\. Nothing was done: read the newest, and agree to that\.$/,
    '확인한 뒤에 설정이 바뀌었거나 다른 사용자가 새로 조회했습니다. 아무것도 바꾸지 않았습니다. 최신 내용을 확인하고 다시 진행해 주세요.',
  ],
  [/^Ringside's own identity provider is off\.$/, 'Ringside 자체 IdP가 꺼져 있습니다.'],
  [
    /^Nobody is signed in: say for whom, by their user name\.$/,
    '로그인한 사람이 없습니다. 진단할 사람의 사용자 이름을 입력해 주세요.',
  ],
  [/the identity provider has nobody called "(.*)"$/, 'IdP에 ‘$1’이라는 사용자가 없습니다.'],
  [/^There is nothing to agree to yet: let it be looked at first\.$/, '먼저 계획을 작성하거나 비교해 주세요.'],
  [
    /^People of that kind are not known here: .*$/,
    '여기서는 이 대상자를 조회할 수 없습니다. 자체 IdP가 꺼져 있거나 IAM Identity Center를 조회할 수 없습니다.',
  ],
  [
    /^AWS does not answer this server: it has no credentials, or no way to it\.$/,
    '이 서버에 AWS 자격 증명이 없거나 AWS에 연결할 수 없습니다.',
  ],
  [/^This process sets nothing up; ask the server\.$/, '여기서는 설정할 수 없습니다. 서버에서 진행해 주세요.'],
  [/^The rules: (.*)$/s, '규칙을 읽을 수 없습니다: $1'],
  [/^The file of people: (.*)$/s, '대상자 파일을 읽을 수 없습니다: $1'],
  [
    /^name the instance by its ARN, or an alias for one that is to be created, and not both$/,
    '인스턴스 ARN을 입력하거나, 새로 만들 인스턴스의 별칭을 입력해 주세요.',
  ],
  [/^"(.*)" is no ARN of an Amazon Connect instance$/, '‘$1’은(는) Amazon Connect 인스턴스 ARN이 아닙니다.'],
  [
    /^"(.*)" cannot be the alias of an instance: .*$/,
    '‘$1’은(는) 인스턴스 별칭으로 쓸 수 없습니다. d-로 시작하지 않는 영문·숫자·-로 45자까지입니다.',
  ],
  [/^say in which Region the instance is to be created$/, '인스턴스를 만들 리전을 입력해 주세요.'],
  [
    /^"(.*)" cannot be the name of a SAML provider: .*$/,
    '‘$1’은(는) SAML 공급자 이름으로 쓸 수 없습니다. A-Z a-z 0-9 _ . - 로 128자까지입니다.',
  ],
  [
    /^"(.*)" cannot be the name of a role: .*$/,
    '‘$1’은(는) 역할 이름으로 쓸 수 없습니다. A-Z a-z 0-9 _ + = , . @ - 로 64자까지입니다.',
  ],
  [/^"(.*)" cannot be the name of a policy$/, '‘$1’은(는) 정책 이름으로 쓸 수 없습니다.'],
  [/^"(.*)" is no path: .*$/, '‘$1’은(는) 경로가 아닙니다. /contact-centre/처럼 슬래시로 시작하고 끝나야 합니다.'],
  [/^"(.*)" is no ARN of a policy$/, '‘$1’은(는) 정책 ARN이 아닙니다.'],
  [
    /^"(.*)" is nobody to assign: .*$/,
    '할당 대상 ‘$1’이(가) 올바르지 않습니다. user:이름 또는 group:이름으로 써 주세요.',
  ],
  [/^"(.*)" is nowhere to land: .*$/, '‘$1’(으)로는 이동할 수 없습니다. https 주소를 입력해 주세요.'],
  [
    /^the instance is in account (\d+), and the credentials are of account (\d+): .*$/,
    '인스턴스는 계정 $1에 있는데 서버의 자격 증명은 계정 $2의 것입니다. 서버의 자격 증명을 바꾸거나 sso.json을 전달해 명령줄로 진행해 주세요.',
  ],
  [
    /^(?:.*: )?(.+?): AWS refuses it: a policy of the organisation \((SCP|RCP)\) forbids it.* \((.*)\)$/,
    '조직 정책($2)이 막고 있습니다. AWS 조직 관리자에게 허용을 요청해 주세요. ($1: $3)',
  ],
  [
    /^(?:.*: )?(.+?): AWS refuses it: the permissions boundary of the caller .* \((.*)\)$/,
    '서버 자격 증명의 권한 경계가 허용하지 않습니다. 역할에 권한 경계를 지정해야 할 수도 있습니다. ($1: $2)',
  ],
  [
    /^(?:.*: )?(.+?): AWS refuses it: .* \((.*)\)$/,
    '서버 자격 증명에 이 작업의 권한이 없습니다. 필요한 권한은 docs/sso-setup.md에 있습니다. ($1: $2)',
  ],
  [/^The month is not over yet\. Review it when it is\.$/, '아직 끝나지 않은 달입니다. 달이 바뀐 뒤 점검해 주세요.'],
  [/^Say in a note what you have found\.$/, '점검 결과를 입력해 주세요.'],
  [
    /^Your role may not be used at this address\. Ask whoever administers Ringside\.$/,
    '허용되지 않은 네트워크(IP 주소)에서 접속했습니다. 사내망이나 VPN에 연결하거나 관리자에게 문의해 주세요.',
  ],
  [
    /^Your role does not include this\. Ask whoever administers Ringside\.$/,
    '이 기능을 쓸 수 있는 권한이 없습니다. 관리자에게 문의해 주세요.',
  ],
  [/^"(.*)" is no IP address\.$/, '‘$1’은(는) IP 주소가 아닙니다. 예: 203.0.113.7'],
  [/^This instance has no settings of its own\.$/, '이 인스턴스에는 별도 설정이 없습니다. 다시 불러와 주세요.'],
  [/^There is no such instance\.$/, '해당하는 인스턴스가 없습니다.'],
  [/^view cannot be saved: give it a name$/, '저장할 수 없습니다: 이름을 입력해 주세요.'],
  [
    /^view cannot be saved: its name has more than (\d+) characters$/,
    '저장할 수 없습니다: 이름은 $1자까지 쓸 수 있습니다.',
  ],
  [
    /^view cannot be saved: its name has characters that cannot be shown$/,
    '저장할 수 없습니다: 이름에 표시할 수 없는 문자가 있습니다.',
  ],
  [
    /^view cannot be saved: its query is longer than (\d+) bytes; choose fewer values$/,
    '저장할 수 없습니다: 조건이 너무 깁니다(최대 $1바이트). 선택한 값을 줄여 주세요.',
  ],
  [
    /^view cannot be saved: there are (\d+) already; delete some that nobody needs$/,
    '저장할 수 없습니다: 이미 $1개가 저장되어 있습니다. 쓰지 않는 보기를 삭제해 주세요.',
  ],
  [
    /^question cannot be answered: (\S+) means nothing by (\S+): a contact that nobody answered .*; ask for (.+) there, or group by queue or channel$/,
    '$1 지표는 $2 기준으로 나눌 수 없습니다. 아무도 응대하지 않은 상담에는 그 값이 없기 때문입니다. 대신 $3 지표를 쓰거나 대기열·채널로 나누어 주세요.',
  ],
  [
    /^question cannot be answered: (\S+) means nothing by (\S+): an agent's time belongs to no queue, .*$/,
    '$1 지표는 $2 기준으로 나눌 수 없습니다. 상담사의 시간은 대기열이나 채널에 속하지 않습니다. 상담사, 라우팅 프로필, 상담사 계층으로 나누거나 sum_handle_time_spent 지표를 써 주세요.',
  ],
  [
    /^question cannot be answered: (\S+) means nothing by (\S+): .*$/,
    '$1 지표는 $2 기준으로 나눌 수 없습니다. 지표 사전에서 구분할 수 있는 항목을 확인해 주세요.',
  ],
  [/^question cannot be answered: grouped by more than (\d+) dimensions$/, '구분은 최대 $1개까지 쓸 수 있습니다.'],
  [/^question cannot be answered: grouped by (\S+) twice$/, '$1 구분이 두 번 들어 있습니다.'],
  [
    /^(?:list contacts: )?question cannot be answered: unknown dimension "(.*)"; did you mean (.+)\?$/,
    '‘$1’ 항목은 없습니다. $2 항목을 찾으셨나요?',
  ],
  [
    /^(?:list contacts: )?question cannot be answered: unknown dimension "(.*)"; there are (.+)$/,
    '‘$1’ 항목은 없습니다. 쓸 수 있는 항목: $2',
  ],
  [
    /^column: question cannot be answered: unknown column "(.*)"; did you mean (.+)\?$/,
    '‘$1’ 항목은 없습니다. $2 항목을 찾으셨나요?',
  ],
  [
    /^column: question cannot be answered: unknown column "(.*)"; there are .*$/,
    '‘$1’ 항목은 없습니다. 표시 항목에서 다시 선택해 주세요.',
  ],
  [/^unknown metric: "(.*)"; did you mean (.+)\?$/, '‘$1’ 지표는 없습니다. $2 지표를 찾으셨나요?'],
  [/^unknown metric: "(.*)"; there are (\d+), .*$/, '‘$1’ 지표는 없습니다. 지표 사전에 지표 $2개가 있습니다.'],
  [
    /^unknown metric: "(.*)": (\w+) must be a whole number from (\d+) to (\d+)$/,
    '‘$1’: $2 값은 $3부터 $4까지의 정수여야 합니다.',
  ],
  [
    /^unknown metric: "(.*)": seconds=queue stands alone: .*$/,
    '‘$1’: seconds=queue는 다른 매개변수와 함께 쓸 수 없습니다. 나머지도 대기열별 설정을 따릅니다.',
  ],
  [/^unknown metric: "(.*)": (\w+) must be (\w+) or (\w+)$/, '‘$1’: $2 값은 $3 또는 $4여야 합니다.'],
  [/^unknown metric: "(.*)": there is no parameter "(.*)"; .*$/, '‘$1’: $2 매개변수는 없습니다.'],
  [/^unknown metric: "(.*)": (?:"\S+" )?(?:it )?takes no parameters$/, '‘$1’ 지표에는 매개변수를 쓸 수 없습니다.'],
  [
    /^unknown metric: "(.*)": short says nothing where abandons=out .*$/,
    '‘$1’: abandons=out은 포기한 상담을 모두 빼므로 short와 함께 쓸 수 없습니다. 둘 중 하나만 써 주세요.',
  ],
  [
    /^invalid time range: \S+ to \S+ has more than (\d+) buckets of (\S+); ask for (\S+) or a shorter range$/,
    '조회 기간을 $2 단위로 나누면 $1개를 넘습니다. $3 단위로 바꾸거나 기간을 줄여 주세요.',
  ],
  [
    /^invalid time range: at most ten years can be asked for at once; .*$/,
    '한 번에 최대 10년까지 조회할 수 있습니다. 기간을 나누어 조회해 주세요.',
  ],
  [
    /^invalid time range: choose dates between the years (\d+) and (\d+)$/,
    '$1년부터 $2년 사이의 날짜를 선택해 주세요.',
  ],
  [
    /^invalid time range: buckets can be (.+) or total, not "(.*)"$/,
    '‘$2’ 단위는 없습니다. 쓸 수 있는 단위: $1, total',
  ],
  [
    /^(?:compare: )?invalid time range: unknown period "(.*)"; did you mean (.+)\?$/,
    '비교 기간 ‘$1’은(는) 없습니다. $2 기간을 찾으셨나요?',
  ],
  [
    /^(?:compare: )?invalid time range: unknown period "(.*)"; there are (.+)$/,
    '비교 기간 ‘$1’은(는) 없습니다. 쓸 수 있는 기간: $2',
  ],
  [/^No queue is known as "(.*)"\. GET .*$/, '‘$1’ 대기열이 없습니다. 대기열 목록에서 선택해 주세요.'],
  [/^No instance is known as "(.*)"\. GET .*$/, '‘$1’ 인스턴스가 없습니다. 인스턴스 목록에서 선택해 주세요.'],
  [
    /^invalid time range: it begins in the future: now it is (\S+); .*$/,
    '조회 기간이 미래에 시작합니다(현재 $1). 더 이른 기간을 선택해 주세요.',
  ],
  [
    /^invalid time range: it ends before the first contact; there are contacts from (\S+) to (\S+), .*$/,
    '조회 기간에 데이터가 없습니다. 상담은 $1부터 $2까지 있습니다. 그 안에서 선택해 주세요.',
  ],
  [/^invalid time range: there is nothing to compare .*$/, '비교할 기간이 없습니다. 비교 기간을 바꾸어 주세요.'],
  [
    /^invalid time range: months do not line up with those of (\d+) days before; .*$/,
    '월 단위는 $1일 전과 달이 맞지 않습니다. 전월이나 전년과 비교하거나 일 단위로 바꾸어 주세요.',
  ],
  [
    /^invalid time range: weeks do not line up with those of (\d+) days before; .*$/,
    '주 단위는 $1일 전과 주가 맞지 않습니다. 전주와 비교하거나 일 단위로 바꾸어 주세요.',
  ],
  [
    /^compare: invalid time range: only one day has a comparable one; .*$/,
    '비슷한 날과의 비교는 하루를 조회할 때만 쓸 수 있습니다. 하루를 선택하거나 지난주와 비교해 주세요.',
  ],
  [
    /^invalid time range: the settings name no day on which the centre works; .*$/,
    '설정에 영업일이 없습니다. 설정에서 영업시간을 입력해 주세요.',
  ],
  [
    /^invalid time range: \S+ to \S+ has no working time by the settings; .*$/,
    '조회 기간에 영업시간이 없습니다. 기간을 늘리거나 전체 시간을 선택해 주세요.',
  ],
  [
    /^question cannot be answered: agents online are not counted within working time; .*$/,
    '접속 상담사 수는 영업시간으로 나누어 셀 수 없습니다. 전체 시간을 선택해 주세요.',
  ],
  [/^invalid time range: to must be after from; .*$/, '종료 시각은 시작 시각보다 뒤여야 합니다.'],
  [/^input: there is nothing to judge\.$/, '진단할 내용이 없습니다.'],
  [/^no answer; the log says why$/, '응답 없음(원인은 서버 로그에 있습니다)'],
  [/^the names could not be kept; the log says why$/, '이름을 저장하지 못함(원인은 서버 로그에 있습니다)'],
]
